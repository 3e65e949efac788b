import { expect, test } from "vitest";
import { mcc } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "p", label: "y" };

test("mcc() of perfect predictions is 1, and its interval is not a point", async () => {
  const found = await ask(mcc, roles, {
    current: Array.from({ length: 20 }, (_, i) => ({ p: i % 2, y: i % 2 })),
  });
  expect(found.value).toBeCloseTo(1, 14);
  expect(found.interval![0]).toBeLessThan(0.95);
});

test("mcc() equals scikit-learn, also of three classes", async () => {
  const found = await ask(mcc, { prediction: "prediction", label: "y" }, {
    current: fortyRows,
  });
  expect(found.value).toBeCloseTo(golden.classes.mcc, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
  const found1 = await ask(mcc, { prediction: "said", label: "kind" }, {
    current: fortyRows,
  });
  expect(found1.value).toBeCloseTo(golden.classes.mcc_multi, 12);
});

test("mcc() of a constant prediction is unknown", async () => {
  const found = await ask(mcc, roles, {
    current: [{ p: 1, y: 1 }, { p: 1, y: 0 }],
  });
  expect(found.unknown).toBe(
    "the prediction or the label has only one value",
  );
});
