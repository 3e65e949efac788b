import { expect, test } from "vitest";
import { moderatedVariance, variancePrior } from "../../lib/math/mod.ts";
import golden from "../golden/moderated_variance.json" with { type: "json" };

test("variancePrior() equals limma's moments solved with scipy", () => {
  for (const { variances, degrees, df, value } of golden.prior) {
    const prior = variancePrior(variances, degrees);
    expect(prior.df / df).toBeCloseTo(1, 6);
    expect(prior.value / value).toBeCloseTo(1, 6);
  }
});

test("variancePrior() of equal variances trusts them all", () => {
  const { df, value } = variancePrior([2, 2, 2, 2], [5, 5, 5, 5]);
  expect(df).toBe(1000);
  expect(value).toBeGreaterThan(2);
});

test("variancePrior() of one variance knows nothing, and leaves out zeros", () => {
  expect(variancePrior([3], [5])).toEqual({ df: 0, value: 1 });
  expect(variancePrior([3, 0, 0], [5, 5, 5])).toEqual({ df: 0, value: 1 });
});

test("moderatedVariance() lies between a variance and the prior", () => {
  expect(moderatedVariance(4, 6, { df: 6, value: 2 })).toBe(3);
  expect(moderatedVariance(4, 6, { df: 0, value: 1 })).toBe(4);
});
