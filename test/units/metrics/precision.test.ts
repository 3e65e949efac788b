import { expect, test } from "vitest";
import { precision } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "p", label: "y" };

test("precision() of 12 right among 18 called is 2/3", async () => {
  const found = await ask(precision, roles, {
    current: [
      ...Array(12).fill({ p: 1, y: 1 }),
      ...Array(4).fill({ p: 0, y: 1 }),
      ...Array(6).fill({ p: 1, y: 0 }),
      ...Array(3).fill({ p: 0, y: 0 }),
    ],
  });
  expect(found.value).toBeCloseTo(2 / 3, 14);
  expect(found.details).toMatchObject({ tp: 12, fp: 6, fn: 4, tn: 3 });
});

test("precision() equals scikit-learn, binary and macro", async () => {
  const found = await ask(precision, { prediction: "prediction", label: "y" }, {
    current: fortyRows,
  });
  expect(found.value).toBeCloseTo(golden.classes.precision, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
  const found1 = await ask(precision, { prediction: "said", label: "kind" }, {
    current: fortyRows,
  });
  expect(found1.value).toBeCloseTo(golden.classes.precision_macro, 12);
});

test("precision() when nothing is called positive is unknown", async () => {
  const found = await ask(precision, roles, {
    current: Array(5).fill({ p: 0, y: 1 }),
  });
  expect(found.unknown).toBe(
    "precision has nothing to count: no row is in its base",
  );
});

test("precision() refuses an unknown average", () => {
  expect(() =>
    check(precision, roles, anything, { options: { average: "median" } })
  ).toThrow(
    new RangeError(
      'Cannot use "average" of "metrics/precision": it is "median", "binary", "macro", "micro", "weighted" or null is needed',
    ),
  );
});
