import { expect, test } from "vitest";
import {
  beyondRangeP,
  bodyChangeP,
  hypergeometricSf,
  leastShareChange,
  shapeChangeP,
  shareChangeP,
} from "../../lib/math/mod.ts";
import golden from "../golden/minimum_effect.json" with { type: "json" };

test("shareChangeP() equals its formula with scipy's distributions", () => {
  for (const [x1, n, x2, m, p] of golden.share as number[][]) {
    expect(shareChangeP(x1!, n!, x2!, m!)).toBeCloseTo(p!, 10);
  }
});

test("hypergeometricSf() equals scipy.stats.hypergeom.sf to 1e-10 relative", () => {
  for (
    const [x, marked, drawn, all, p] of golden.hypergeometric as number[][]
  ) {
    expect(hypergeometricSf(x!, marked!, drawn!, all!) / p!).toBeCloseTo(1, 9);
  }
});

test("shapeChangeP() equals the simulated alarm's reference code", () => {
  for (const [a, b, p] of golden.shape as [number[], number[], number][]) {
    expect(shapeChangeP(a, b)).toBeCloseTo(p, 10);
  }
});

test("beyondRangeP() equals the simulated alarm's reference code", () => {
  for (const [k, n, m, p] of golden.beyond as number[][]) {
    expect(beyondRangeP(k!, n!, m!)).toBeCloseTo(p!, 10);
  }
});

test("a change of exactly the margin is never significant", () => {
  const n = 1_000_000;
  for (const share of [0.01, 0.1, 0.3]) {
    const moved = share + leastShareChange(share);
    expect(shareChangeP(share * n, n, moved * n, n)).toBeGreaterThan(0.4);
  }
  expect(bodyChangeP(0.02, n, n)).toBe(1);
});

test("one new value in 1,000 rows is no alarm, thirty are", () => {
  expect(shareChangeP(0, 1000, 1, 1000)).toBe(1);
  expect(shareChangeP(0, 1000, 30, 1000)).toBeLessThan(1e-6);
});

test("an empty side never alarms", () => {
  expect(shareChangeP(0, 0, 5, 10)).toBe(1);
  expect(shapeChangeP([], [])).toBe(1);
});
