import { expect, test } from "vitest";
import { balancedAccuracy } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "p", label: "y" };

test("balancedAccuracy() of always saying the same is 1/2", async () => {
  const found = await ask(balancedAccuracy, roles, {
    current: Array.from(
      { length: 100 },
      (_, i) => ({ p: 0, y: i < 3 ? 1 : 0 }),
    ),
  });
  expect(found.value).toBeCloseTo(1 / 2, 14);
  expect(found.effect).toBe(0);
});

test("balancedAccuracy() equals scikit-learn, also of three classes", async () => {
  const found = await ask(balancedAccuracy, {
    prediction: "prediction",
    label: "y",
  }, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.classes.balanced_accuracy, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
  const found1 = await ask(balancedAccuracy, {
    prediction: "said",
    label: "kind",
  }, { current: fortyRows });
  expect(found1.value).toBeCloseTo(golden.classes.balanced_multi, 12);
});

test("balancedAccuracy() without a pair of label and prediction is unknown", async () => {
  const found = await ask(balancedAccuracy, roles, {
    current: [{ p: null, y: 1 }],
    types: { p: "DOUBLE" },
  });
  expect(found.unknown).toBe(
    "no row has both a label and a prediction",
  );
});
