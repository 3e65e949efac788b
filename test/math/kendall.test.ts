import { expect, test } from "vitest";
import { kendallP, kendallTau } from "../../lib/math/mod.ts";

test("kendallTau() and its exact p-value equal scipy", () => {
  // scipy 1.17.1 kendalltau([1,2,3,4,5], [2,1,4,3,5], method="exact")
  const tau = kendallTau([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]);
  expect(tau).toBeCloseTo(0.6, 14);
  expect(kendallP(tau, 5)).toBeCloseTo(0.23333333333333334, 14);
});

test("kendallTau() of reversed orders is -1, of a constant NaN", () => {
  expect(kendallTau([1, 2, 3], [3, 2, 1])).toBe(-1);
  expect(kendallTau([1, 1, 1], [3, 2, 1])).toBeNaN();
});

test("kendallP() of two items is 1", () => {
  expect(kendallP(1, 2)).toBe(1);
});
