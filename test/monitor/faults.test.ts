import { expect, test } from "vitest";
import {
  COUNT_FAULTS,
  EDGE_SHARES,
  normalCdf,
  normalQuantile,
  REST,
} from "../../lib/mod.ts";
import { numbers, values } from "./count_days.ts";

const of = (name: string) => COUNT_FAULTS.find((fault) => fault.name === name)!;
const z = EDGE_SHARES.map((p) => normalQuantile(p));
const normal = numbers(1000, z, EDGE_SHARES.map((p) => 1000 * p));

test("a shift by half a deviation of normal values is exact", () => {
  const { counts } = of("shift by 0.5 sd").inject(normal, normal);
  counts.forEach((x, k) =>
    expect(x).toBeCloseTo(1000 * normalCdf(z[k]! - 0.5), 6)
  );
});

test("a unit ten times as large leaves what lies under a tenth of an edge", () => {
  const edges = [1, 2, 5, 10, 20, 50, 100];
  const column = numbers(100, edges, [10, 20, 40, 60, 70, 90, 99]);
  const { counts } = of("unit x10").inject(column, column);
  expect(counts[3]).toBeCloseTo(10, 9);
  expect(counts[4]).toBeCloseTo(20, 9);
  expect(counts[6]).toBeCloseTo(60, 9);
  expect(counts[0]).toBeCloseTo(1, 9);
  expect(of("unit x10").fits(normal)).toBe(false);
});

test("missing values, a new value and a doubled rate keep the rows", () => {
  const column = values(1000, { a: 700, b: 200, [REST]: 90 });
  const sum = (counts: ArrayLike<number>) =>
    Array.from(counts).reduce((a, b) => a + b);
  const nulls = of("2 points more missing").inject(column, column);
  expect(nulls.nulls).toBe(30);
  expect(sum(nulls.counts)).toBeCloseTo(970, 9);
  const fresh = of("3 % of a new value").inject(column, column);
  expect(fresh.counts[2]).toBeCloseTo(0.97 * 90 + 0.03 * 990, 9);
  expect(sum(fresh.counts)).toBeCloseTo(990, 9);
  const twice = of("rate x2").inject(column, column);
  expect(twice.counts[1]).toBe(400);
  expect(sum(twice.counts)).toBeCloseTo(990, 9);
});

test("a fault is offered to columns that can have it only", () => {
  const coin = values(10, { a: 5, b: 5, [REST]: 0 });
  const fitting = (column: Parameters<typeof COUNT_FAULTS[0]["fits"]>[0]) =>
    COUNT_FAULTS.filter((fault) => fault.fits(column)).map(({ name }) => name);
  expect(fitting(coin)).toEqual([
    "2 points more missing",
    "3 % of a new value",
  ]);
  expect(fitting(normal)).toEqual(["2 points more missing", "shift by 0.5 sd"]);
});
