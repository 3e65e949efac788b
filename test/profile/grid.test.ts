import { expect, test } from "vitest";
import fc from "fast-check";
import { cellOf, edgeOf, type Grid, gridOf } from "../../lib/profile/mod.ts";

const quantiles = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return Array.from(
    { length: 101 },
    (_, i) => sorted[Math.floor(i / 100 * (sorted.length - 1))]!,
  );
};

test("gridOf() counts whole numbers of a short range one by one", () => {
  const grid = gridOf(quantiles([1, 2, 3, 4, 5, 24]), "whole");
  expect(grid.width).toBe(1);
  for (const x of [1, 5, 24]) expect(edgeOf(grid, cellOf(grid, x))).toBe(x);
});

test("gridOf() takes a log scale when equal cells would lump the body", () => {
  const heavy = Array.from({ length: 1000 }, (_, i) => Math.exp(i / 50));
  expect(gridOf(quantiles(heavy), "any").log).toBe(true);
  const even = Array.from({ length: 1000 }, (_, i) => i / 10);
  expect(gridOf(quantiles(even), "any").log).toBe(false);
});

test("gridOf() keeps times on a linear scale", () => {
  const heavy = Array.from({ length: 1000 }, (_, i) => Math.exp(i / 50));
  expect(gridOf(quantiles(heavy), "time").log).toBe(false);
});

test("a value lies between its cell's edges", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), {
        minLength: 2,
      }),
      fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
      (values, x) => {
        const grid = gridOf(quantiles(values), "any");
        const cell = cellOf(grid, x);
        const slack = 1e-9 * (1 + Math.abs(x));
        expect(edgeOf(grid, cell)).toBeLessThanOrEqual(x + slack);
        if (cell < grid.cells) {
          expect(edgeOf(grid, cell + 1)).toBeGreaterThan(x - slack);
        }
      },
    ),
    { seed: 1 },
  );
});

test("gridOf() of one value still has cells of a width", () => {
  for (const x of [0, 7, -3.5, 1e300, 1e-300]) {
    const grid: Grid = gridOf(Array(101).fill(x), "any");
    expect(grid.width).toBeGreaterThan(0);
    expect(Number.isFinite(cellOf(grid, x))).toBe(true);
  }
});
