import { expect, test } from "vitest";
import { weightedTrend } from "../../lib/math/mod.ts";

const times = [0, 1, 2, 4, 7], variances = [0.1, 0.2, 0.1, 0.4, 0.3];

test("weightedTrend() equals numpy.polyfit: by the variances where they suffice, by the residuals where they do not", () => {
  // numpy 2.4.6, w = 1 / sqrt(v), cov="unscaled" and cov=True
  const calm = weightedTrend(times, [1, 2.1, 2.9, 5.2, 7.8], variances);
  expect(calm.slope).toBeCloseTo(0.9789422135161608, 13);
  expect(calm.se).toBeCloseTo(0.08513399014587926, 13);
  const wild = weightedTrend(times, [1, 4, 0, 5, 2], variances);
  expect(wild.slope).toBeCloseTo(0.17140058765915778, 13);
  expect(wild.se).toBeCloseTo(0.44881855908010987, 13);
  expect(wild.df).toBe(3);
});

test("weightedTrend() below three values or at one time is NaN", () => {
  expect(weightedTrend([0, 1], [1, 2], [1, 1]).slope).toBeNaN();
  expect(weightedTrend([3, 3, 3], [1, 2, 3], [1, 1, 1]).slope).toBeNaN();
});
