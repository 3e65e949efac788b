import { expect, test } from "vitest";
import { r2 } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "guess", label: "truth" };

test("r2() of always saying the mean is 0", async () => {
  const found = await ask(r2, roles, {
    current: [{ truth: 1, guess: 2 }, { truth: 3, guess: 2 }],
  });
  expect(found.value).toBeCloseTo(0, 14);
});

test("r2() equals scikit-learn", async () => {
  const found = await ask(r2, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.regression.r2, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("r2() of a constant label is unknown", async () => {
  const found = await ask(r2, roles, {
    current: [{ truth: 1, guess: 2 }, { truth: 1, guess: 0 }],
  });
  expect(found.unknown).toBe(
    "the label is constant",
  );
});
