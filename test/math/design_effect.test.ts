import { expect, test } from "vitest";
import {
  bodyChangeP,
  clusterDegrees,
  designEffect,
  shapeChangeP,
  shareChangeP,
} from "../../lib/math/mod.ts";
import golden from "../golden/clustered_effect.json" with { type: "json" };

const sums = (x: readonly number[], n: readonly number[]) => {
  const add = (of: (i: number) => number) =>
    x.reduce((sum, _, i) => sum + of(i), 0);
  return {
    clusters: x.length,
    rows: add((i) => n[i]!),
    marked: add((i) => x[i]!),
    xx: add((i) => x[i]! ** 2),
    xn: add((i) => x[i]! * n[i]!),
    nn: add((i) => n[i]! ** 2),
  };
};

test("designEffect() equals the formula in numpy", () => {
  for (
    const [x, n, effect] of golden.design as [number[], number[], number][]
  ) {
    expect(designEffect(sums(x, n))).toBeCloseTo(effect, 10);
  }
});

test("designEffect() is 1 for one row each, k for k rows that are alike", () => {
  expect(designEffect(sums([1, 0, 1, 0], [1, 1, 1, 1]))).toBe(1);
  expect(designEffect(sums([0, 0], [5, 5]))).toBe(1);
  const many = Array.from({ length: 1000 }, (_, i) => 7 * (i % 2));
  expect(designEffect(sums(many, many.map(() => 7)))).toBeCloseTo(7, 1);
  expect(designEffect(sums([3], [9]))).toBe(9);
});

test("clusterDegrees() of two equal sides are both clusters less two; of none, infinite", () => {
  const side = (v: number, clusters: number) => ({ v, clusters });
  expect(clusterDegrees([side(2, 30), side(2, 30)])).toBeCloseTo(58, 10);
  expect(clusterDegrees([side(1, Infinity), side(1, 30)])).toBeCloseTo(116, 10);
  expect(clusterDegrees([side(1, Infinity), side(1, Infinity)])).toBe(Infinity);
});

test("shareChangeP() of clusters equals its formula with scipy's t", () => {
  for (const [x1, n, x2, m, df, p] of golden.share_t as number[][]) {
    expect(shareChangeP(x1!, n!, x2!, m!, df)).toBeCloseTo(p!, 10);
  }
});

test("shapeChangeP() of clusters equals scipy's F", () => {
  for (
    const [a, b, df, p] of golden.shape_f as [
      number[],
      number[],
      number,
      number,
    ][]
  ) {
    expect(shapeChangeP(a, b, df)).toBeCloseTo(p, 10);
  }
});

test("bodyChangeP() equals its formula, and nears it with more clusters from above", () => {
  for (const [distance, n, m, p] of golden.body as number[][]) {
    const found = bodyChangeP(distance!, n!, m!);
    expect(found).toBeCloseTo(p!, 12);
    const few = bodyChangeP(distance!, n!, m!, 30);
    const many = bodyChangeP(distance!, n!, m!, 1e9);
    expect(few).toBeGreaterThanOrEqual(many);
    expect(many).toBeCloseTo(found, 6);
  }
});
