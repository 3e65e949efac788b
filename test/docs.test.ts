import { beforeAll, expect, test } from "vitest";
import { catalogue, type Entry } from "./tasks/catalogue.ts";
import {
  type Docstring,
  docstrings,
  firstSentence,
  labelled,
} from "./tasks/docstrings.ts";

let exports: Docstring[], units: Entry[];
beforeAll(async () => {
  [exports, units] = await Promise.all([
    Promise.all(["lib/mod.ts", "lib/native/mod.ts"].map(docstrings)).then((
      lists,
    ) => lists.flat()),
    catalogue(),
  ]);
});

test("each export has a first sentence", () => {
  const without = exports.filter(({ doc }) => firstSentence(doc) === "");
  expect(without.map(({ name, file }) => `${file}: ${name}`)).toEqual([]);
});

test("each unit's docstring names its unit; a statistic's says in what", () => {
  const silent = units.filter(({ unit, range }) =>
    unit === "statistic"
      ? range === ""
      : !range.toLowerCase().includes(unit.split(" ")[0]!)
  );
  expect(
    silent.map(({ id, unit, range }) =>
      `${id}: "${unit}" is not in "Unit: ${range}"`
    ),
  ).toEqual([]);
});

test("each unit's docstring has its edge cases and its source", () => {
  expect(
    units.filter(({ edgeCases }) => edgeCases === "").map(({ id }) =>
      `${id}: Edge cases:`
    ),
  ).toEqual([]);
  expect(
    units.filter(({ source }) => source === "").map(({ id }) =>
      `${id}: Source:`
    ),
  ).toEqual([]);
});

test("labelled words of a docstring end where the next label or paragraph begins", () => {
  const doc =
    "One.\n\nShape: a -> b. Unit: nats, 0 and\nup. Edge cases: none; so it is. Source: A. Author, 1999.\n\nMore.";
  expect(
    ["Shape", "Unit", "Edge cases?", "Source", "Formula"].map((label) =>
      labelled(doc, label)
    ),
  )
    .toEqual([
      "a -> b",
      "nats, 0 and up",
      "none; so it is",
      "A. Author, 1999",
      undefined,
    ]);
});
