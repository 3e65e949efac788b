import { expect, test } from "vitest";
import { meanError } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "guess", label: "truth" };

test("meanError() of misses -1 and 3 is 1", async () => {
  const found = await ask(meanError, roles, {
    current: [{ truth: 2, guess: 1 }, { truth: 4, guess: 7 }],
  });
  expect(found.value).toBeCloseTo(1, 14);
  expect(found.details!.biased).toBe(false);
});

test("meanError() equals the mean of differences and is at most the golden mean absolute error", async () => {
  const rows = fortyRows as readonly { truth: number; guess: number }[];
  const plain = rows.reduce((sum, { truth, guess }) => sum + guess - truth, 0) /
    rows.length;
  const found = await ask(meanError, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(plain, 12);
  expect(Math.abs(found.value!)).toBeLessThanOrEqual(golden.regression.mae);
});

test("meanError() of a model that always says one more is 1, biased, and exactly so", async () => {
  const current = [1, 2, 3, 4].map((truth) => ({ truth, guess: truth + 1 }));
  const found = await ask(meanError, roles, { current });
  expect(found.value).toBe(1);
  expect(found.interval).toEqual([1, 1]);
  expect(found.details!.biased).toBe(true);
});

test("meanError() of missing and NaN labels is unknown", async () => {
  const found = await ask(meanError, roles, {
    current: [{ truth: null, guess: 1 }, { truth: NaN, guess: 1 }],
  });
  expect(found.unknown).toBe("no row has both a prediction and a label");
});
