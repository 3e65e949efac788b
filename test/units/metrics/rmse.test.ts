import { expect, test } from "vitest";
import { rmse } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "guess", label: "truth" };

test("rmse() of misses 3 and 4 is the root of 12.5", async () => {
  const found = await ask(rmse, roles, {
    current: [{ truth: 0, guess: 3 }, { truth: 0, guess: -4 }],
  });
  expect(found.value).toBeCloseTo(Math.sqrt(12.5), 14);
});

test("rmse() equals scikit-learn", async () => {
  const found = await ask(rmse, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.rmse, 12);
  expect(found.interval![0]).toBeLessThan(golden.rmse);
  expect(found.interval![1]).toBeGreaterThan(golden.rmse);
});

test("rmse() leaves out missing and infinite values", async () => {
  const found = await ask(rmse, roles, {
    current: [
      { truth: 1, guess: 2 },
      { truth: Infinity, guess: 2 },
      { truth: 1, guess: NaN },
      { truth: null, guess: 1 },
    ],
  });
  expect(found.value).toBe(1);
  expect(found.n!.current).toBe(1);
  expect(found.interval).toBeUndefined();
});

test("rmse() without a label is unknown", async () => {
  const { unknown } = await ask(rmse, roles, {
    current: [{ truth: null, guess: 1 }],
  });
  expect(unknown).toBe("no row has both a prediction and a label");
});
