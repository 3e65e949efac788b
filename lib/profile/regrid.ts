import { cellOf, type Grid } from "./grid.ts";
import type { Numbers } from "./profile.ts";

/** Counts exact cells into a grid, so that a small profile can be laid beside a large one. */
export function regrid(numbers: Numbers, grid: Grid): Numbers {
  if (numbers.grid) {
    if (JSON.stringify(numbers.grid) === JSON.stringify(grid)) return numbers;
    throw new RangeError(
      "Cannot lay two profiles side by side: their grids differ, profile the current data with the reference's bins",
    );
  }
  const cells = new Map<number, number[]>();
  numbers.lo.forEach((x, i) => {
    const cell = cellOf(grid, x);
    const found = cells.get(cell);
    if (found) found.push(i);
    else cells.set(cell, [i]);
  });
  const groups = [...cells].sort(([a], [b]) => a - b);
  const add = (from: Float64Array) =>
    Float64Array.from(
      groups,
      ([, rows]) => rows.reduce((s, i) => s + from[i]!, 0),
    );
  return {
    grid,
    index: Int32Array.from(groups, ([cell]) => cell),
    count: add(numbers.count),
    lo: Float64Array.from(groups, ([, rows]) => numbers.lo[rows[0]!]!),
    hi: Float64Array.from(groups, ([, rows]) => numbers.hi[rows.at(-1)!]!),
    sum: add(numbers.sum),
    squares: add(numbers.squares),
    centre: numbers.centre,
  };
}
