import { expect, test } from "vitest";
import { mae } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "guess", label: "truth" };

test("mae() of misses 1 and -3 on 2 and 4 is 2", async () => {
  const found = await ask(mae, roles, {
    current: [{ truth: 2, guess: 1 }, { truth: 4, guess: 7 }],
  });
  expect(found.value).toBeCloseTo(2, 14);
});

test("mae() equals scikit-learn", async () => {
  const found = await ask(mae, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.regression.mae, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("mae() of missing and NaN labels is unknown", async () => {
  const found = await ask(mae, roles, {
    current: [{ truth: null, guess: 1 }, { truth: NaN, guess: 1 }],
  });
  expect(found.unknown).toBe(
    "no row has both a prediction and a label",
  );
});
