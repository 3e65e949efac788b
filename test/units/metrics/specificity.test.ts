import { expect, test } from "vitest";
import { specificity } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "p", label: "y" };

test("specificity() of 3 left alone among 9 is 1/3", async () => {
  const found = await ask(specificity, roles, {
    current: [
      ...Array(12).fill({ p: 1, y: 1 }),
      ...Array(4).fill({ p: 0, y: 1 }),
      ...Array(6).fill({ p: 1, y: 0 }),
      ...Array(3).fill({ p: 0, y: 0 }),
    ],
  });
  expect(found.value).toBeCloseTo(1 / 3, 14);
});

test("specificity() equals scikit-learn", async () => {
  const found = await ask(
    specificity,
    { prediction: "prediction", label: "y" },
    { current: fortyRows },
  );
  expect(found.value).toBeCloseTo(golden.classes.specificity, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("specificity() without negatives is unknown", async () => {
  const found = await ask(specificity, roles, {
    current: Array(9).fill({ p: 1, y: 1 }),
  });
  expect(found.unknown).toBe(
    "specificity has nothing to count: no row is in its base",
  );
});

test("specificity() refuses an unknown average", () => {
  expect(() =>
    check(specificity, roles, anything, { options: { average: "median" } })
  ).toThrow(
    new RangeError(
      'Cannot use "average" of "metrics/specificity": it is "median", "binary", "macro", "micro", "weighted" or null is needed',
    ),
  );
});
