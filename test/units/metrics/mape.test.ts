import { expect, test } from "vitest";
import { mape } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "guess", label: "truth" };

test("mape() of misses 1 and -3 on 2 and 4 is (1 / 2 + 3 / 4) / 2", async () => {
  const found = await ask(mape, roles, {
    current: [{ truth: 2, guess: 1 }, { truth: 4, guess: 7 }],
  });
  expect(found.value).toBeCloseTo((1 / 2 + 3 / 4) / 2, 14);
});

test("mape() equals scikit-learn", async () => {
  const found = await ask(mape, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.regression.mape, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("mape() of missing and NaN labels is unknown", async () => {
  const found = await ask(mape, roles, {
    current: [{ truth: null, guess: 1 }, { truth: NaN, guess: 1 }],
  });
  expect(found.unknown).toBe(
    "no row has both a prediction and a label",
  );
});
