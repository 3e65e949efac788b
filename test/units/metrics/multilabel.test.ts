import { expect, test } from "vitest";
import { multilabel } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import { ask } from "../ask.ts";

const roles = { item: "i", tag: "t", prediction: "p", label: "y" };

test("multilabel() leaves out what nobody judged and tells the bounds", async () => {
  const found = await ask(multilabel, roles, {
    current: [{ i: 1, t: "a", p: 1, y: 1 }, { i: 1, t: "b", p: 1, y: 0 }, {
      i: 2,
      t: "a",
      p: 0,
      y: 1,
    }, { i: 2, t: "b", p: 1, y: null }],
  });
  expect(found.value).toBeCloseTo(2 / 4, 14);
  expect(found.details).toMatchObject({ unjudged: 1, bounds: [2 / 5, 4 / 6] });
});

test("multilabel() of nothing judged is unknown", async () => {
  const found = await ask(multilabel, roles, {
    current: [{ i: 1, t: "a", p: 1, y: null }],
    types: { y: "DOUBLE" },
  });
  expect(found.unknown).toBe(
    "no judged pair of item and tag was given or called",
  );
});

test("multilabel() refuses an unknown figure", () => {
  expect(() =>
    check(multilabel, roles, anything, { options: { figure: "f2" } })
  ).toThrow(
    new RangeError(
      'Cannot use "figure" of "metrics/multilabel": it is "f2", "f1", "precision" or "recall" is needed',
    ),
  );
});
