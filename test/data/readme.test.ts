import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { incidentsOf } from "../../data/streamflix/incidents.ts";

const readme = readFileSync(
  new URL("../../data/streamflix/README.md", import.meta.url),
  "utf8",
);

/** What stands in bold for each kind of incident. */
const words = {
  null: "null",
  unit: "unit",
  new_category: "new category",
  leak: "leak",
  concept_drift: "concept drift",
  class_rate: "class rate",
  fallback: "fallback",
} as const;

test("streamflix's README names the first day of everything planted", () => {
  const days = new Map(
    [...readme.matchAll(/^\| (\d\d-\d\d) \|[^|]*\| \*\*([^*]+)\*\*:/gm)]
      .map(([, day, what]) => [what, day]),
  );
  const planted = incidentsOf(60).map(({ kind, from }) => [
    words[kind],
    from.slice(5),
  ]);
  expect(Object.fromEntries(planted.map(([what]) => [what, days.get(what)])))
    .toEqual(Object.fromEntries(planted));
});
