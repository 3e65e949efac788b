import { expect, test } from "vitest";
import {
  atClusterSize,
  clusteredVariance,
  clusterSize,
  drawRows,
  random,
  varianceInflation,
} from "../../lib/math/mod.ts";

test("clusterSize() is the mean over rows, and NaN stands for itself", () => {
  expect(clusterSize([1, 1, 1, 2])).toBe((3 * 3 + 1) / 4);
  expect(clusterSize([NaN, NaN, 7, 7])).toBe((2 + 4) / 4);
});

test("clusteredVariance() of single rows is s^2 (1 / n + 1 / m)", () => {
  const misses = [1, 2, 4, 9], alone = [NaN, NaN, NaN, NaN];
  // variance 38 / 3
  expect(clusteredVariance(misses, alone, [NaN, NaN])).toBeCloseTo(
    38 / 3 * (1 / 4 + 1 / 2),
    12,
  );
});

test("clusteredVariance() of pairs of equal rows is twice that of single ones", () => {
  const misses = [1, 1, 2, 2, 4, 4, 9, 9], pairs = [0, 0, 1, 1, 2, 2, 3, 3];
  const once = clusteredVariance(misses, pairs.map(() => NaN), [NaN, NaN]);
  expect(clusteredVariance(misses, pairs, [5, 5]) / once).toBeCloseTo(
    2,
    12,
  );
});

test("varianceInflation() of clusters of k equal rows is about k, and never below 1", () => {
  const draw = random(3), k = 5;
  const mean = (xs: readonly number[]) =>
    xs.reduce((s, x) => s + x, 0) / xs.length;
  const sample = (size: number) =>
    Array.from(
      { length: 400 },
      () => mean(Array.from({ length: 100 / size }, () => draw.normal())),
    );
  expect(varianceInflation(sample(k), sample(1))).toBeGreaterThan(3.5);
  expect(varianceInflation(sample(k), sample(1))).toBeLessThan(7);
  expect(varianceInflation(sample(1), sample(k))).toBe(1);
  expect(atClusterSize(5, 5, 5)).toBe(5);
  expect(atClusterSize(5, 5, 1)).toBe(1);
});

test("drawRows() draws a cluster as a whole", () => {
  const times = drawRows([7, 7, 107, 8, NaN], random(1));
  expect(times[0]).toBe(times[1]);
  const all = Array.from(
    { length: 2000 },
    (_, i) => drawRows([3, NaN], random(i)),
  );
  for (const k of [0, 1]) {
    const mean = all.reduce((s, x) => s + x[k]!, 0) / all.length;
    expect(Math.abs(mean - 1)).toBeLessThan(0.1);
  }
});
