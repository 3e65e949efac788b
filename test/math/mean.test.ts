import { expect, test } from "vitest";
import {
  meanInterval,
  ratioInterval,
  shareMeanInterval,
  tTwoSidedQuantile,
  varianceOf,
  wilson,
} from "../../lib/math/mod.ts";

test("tTwoSidedQuantile() equals scipy.stats.t.ppf(0.975, df)", () => {
  // scipy 1.17.1
  expect(tTwoSidedQuantile(0.05, 1)).toBeCloseTo(12.706204736174694, 10);
  expect(tTwoSidedQuantile(0.05, 9)).toBeCloseTo(2.262157162798205, 12);
  expect(tTwoSidedQuantile(0.05, 1e6)).toBeCloseTo(1.9599663, 6);
});

test("meanInterval() of one value is undefined, of equal values a point", () => {
  expect(meanInterval(1, 3, 9)).toBeUndefined();
  expect(meanInterval(4, 12, 36)).toEqual([3, 3]);
});

test("varianceOf() does not make spread out of cancellation", () => {
  const x = 0.1 + 0.2;
  expect(varianceOf(1000, 1000 * x, 1000 * x * x)).toBe(0);
});

test("shareMeanInterval() below ten values or without spread is Wilson's", () => {
  expect(shareMeanInterval(5, 5, 5)).toEqual(wilson(5, 5));
  expect(shareMeanInterval(50, 50, 50)).toEqual(wilson(50, 50));
});

test("ratioInterval() of b = 1 is the interval of a mean", () => {
  const [low, high] = ratioInterval(4, { a: 10, b: 4, aa: 30, ab: 10, bb: 4 })!;
  const half = 1.959963984540054 * Math.sqrt(5 / 3 / 4);
  expect(low).toBeCloseTo(2.5 - half, 12);
  expect(high).toBeCloseTo(2.5 + half, 12);
});
