import { expect, test } from "vitest";
import { examplesOf } from "../../lib/report/examples.ts";
import { column } from "../../lib/table/mod.ts";
import type { Cell } from "../../lib/table/mod.ts";

const missing = {
  words: "missing values",
  before: 0,
  after: 0.5,
  outcome: { text: "" },
  includes: (value: Cell) => value === null,
};
const columns = [
  column("age", "DOUBLE"),
  column("at", "TIMESTAMP"),
  column("note", "VARCHAR"),
];
const sample = {
  rows: 5,
  columns: new Map<string, readonly Cell[]>([
    ["age", [null, 31.123456789, null, null, null]],
    ["at", [0, 60, 0, 120, 180]],
    ["note", ["x", "", "x", "y".repeat(90), null]],
  ]),
};

test("examplesOf() shows at most three rows that moved, each once, in the sample's order", () => {
  const rows = examplesOf(sample, columns, missing, true)
    .map(({ cells }) => cells.map(({ value }) => value));
  expect(rows).toEqual([
    ["missing", "1970-01-01 00:00:00", "x"],
    ["missing", "1970-01-01 00:02:00", `${"y".repeat(59)}…`],
    ["missing", "1970-01-01 00:03:00", "missing"],
  ]);
});

test("examplesOf() of the rows that did not move, and of none", () => {
  expect(
    examplesOf(sample, columns, missing, false)[0]!.cells.map(({ value }) =>
      value
    ),
  )
    .toEqual(["31.1235", "1970-01-01 00:01:00", "(empty)"]);
  expect(examplesOf({ rows: 0, columns: new Map() }, columns, missing, true))
    .toEqual([]);
});
