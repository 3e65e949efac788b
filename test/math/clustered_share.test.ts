import { expect, test } from "vitest";
import {
  clusteredShare,
  type ClusterSums,
  random,
} from "../../lib/math/mod.ts";

/** Sums of users given as [rows, hits]. */
function sums(users: readonly (readonly [number, number])[]): ClusterSums {
  const of = (f: (n: number, x: number) => number) =>
    users.reduce((sum, [n, x]) => sum + f(n, x), 0);
  return {
    clusters: users.length,
    rows: of((n) => n),
    marked: of((_, x) => x),
    nn: of((n) => n * n),
    xn: of((n, x) => x * n),
    xx: of((_, x) => x * x),
  };
}

test("clusteredShare() of users who are all or nothing varies as one row a user", () => {
  const { share, variance } = clusteredShare(
    sums([[10, 10], [10, 0], [10, 10], [10, 0]]),
  );
  expect(share).toBe(0.5);
  expect(variance).toBeCloseTo(0.25 / 4 * 4 / 3, 14);
});

test("clusteredShare() of none or all keeps the variance of independent rows", () => {
  expect(clusteredShare(sums([[4, 0], [4, 0]])).variance).toBeCloseTo(
    0.1 * 0.9 / 8,
    14,
  );
  expect(clusteredShare(sums([[8, 8]])).variance).toBeCloseTo(0.1 * 0.9, 14);
});

test("clusteredShare()'s variance is that of a bootstrap by user", () => {
  const draw = random("clustered share");
  const users = Array.from({ length: 200 }, () => {
    const rows = 1 + draw.poisson(6), p = draw.beta(2, 3);
    const hits = Array.from({ length: rows }, () => draw.uniform() < p);
    return [rows, hits.filter(Boolean).length] as const;
  });
  const again = Array.from({ length: 2000 }, () =>
    clusteredShare(
      sums(Array.from({ length: 200 }, () => draw.choice(users))),
    ).share);
  const mean = again.reduce((s, x) => s + x, 0) / again.length;
  const spread = again.reduce((s, x) => s + (x - mean) ** 2, 0) / again.length;
  // a variance of 2,000 draws is known to 3 %
  expect(spread / clusteredShare(sums(users)).variance).toBeGreaterThan(0.9);
  expect(spread / clusteredShare(sums(users)).variance).toBeLessThan(1.1);
});
