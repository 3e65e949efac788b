import { expect, test } from "vitest";
import { quantileLoss } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "guess", label: "truth" };

test("quantileLoss() costs q below and 1 - q above", async () => {
  const found = await ask(quantileLoss, roles, {
    current: [{ truth: 2, guess: 1 }, { truth: 4, guess: 7 }],
    options: { quantile: 0.9 },
  });
  expect(found.value).toBeCloseTo((0.9 * 1 + 0.1 * 3) / 2, 14);
});

test("quantileLoss() equals scikit-learn", async () => {
  const found = await ask(quantileLoss, roles, {
    current: fortyRows,
    options: { quantile: 0.9 },
  });
  expect(found.value).toBeCloseTo(golden.regression.quantile, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("quantileLoss() of missing and NaN labels is unknown", async () => {
  const found = await ask(quantileLoss, roles, {
    current: [{ truth: null, guess: 1 }, { truth: NaN, guess: 1 }],
  });
  expect(found.unknown).toBe(
    "no row has both a prediction and a label",
  );
});

test("quantileLoss() refuses a quantile of 1", () => {
  expect(() =>
    check(quantileLoss, roles, anything, { options: { quantile: 1 } })
  ).toThrow(
    new RangeError(
      'Cannot use "quantile" of "metrics/quantile_loss": it is 1, a share between 0 and 1 is needed',
    ),
  );
});
