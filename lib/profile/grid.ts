/**
 * Equal cells over a column's range, on a linear or a signed log scale: the bins that the reference fixes.
 *
 * Cell -1 lies below the grid, cell `cells` above it. Widths are powers of two, so a cell's edge is exact.
 */
export interface Grid {
  readonly from: number;
  readonly width: number;
  readonly cells: number;
  readonly log: boolean;
}

/** With the two outer cells 255: a cell's number fits a byte, which DuckDB counts without a hash table. */
const CELLS = 253;

/** Whole numbers and times have no cell narrower than 1, and times, which have no zero, no log scale. */
export type Scale = "any" | "whole" | "time";

/**
 * The grid for a column of whose sorted sample these are 101 quantiles (0.1 %, 1 % .. 99 %, 99.9 %).
 *
 * The 0.1 .. 99.9 % range widened by a tenth on both sides; log when equal cells would lump six percentiles or more.
 */
export function gridOf(quantiles: readonly number[], scale: Scale): Grid {
  const linear = make(quantiles, scale !== "any");
  if (
    scale === "time" || linear.width === 1 || lumps(quantiles, linear) < 6
  ) return linear;
  const log = make(quantiles.map(signedLog), false, true);
  return lumps(quantiles, log) < lumps(quantiles, linear) ? log : linear;
}

function make(quantiles: readonly number[], whole: boolean, log = false): Grid {
  const low = quantiles[0]!,
    span = quantiles.at(-1)! - low || Math.abs(low) ||
      1;
  const exponent = Math.ceil(Math.log2(span * 1.2 / CELLS));
  const width = Math.max(
    2 ** Math.max(-1000, exponent),
    whole ? 1 : 0,
    Math.abs(low) * 2 ** -50,
  );
  const margin = whole && width === 1
    ? Math.floor((CELLS - span) / 2)
    : span * 0.1;
  const from = Math.floor((low - margin) / width) * width;
  return { from, width, cells: CELLS, log };
}

/** The scale of log grids: sign(x) ln(1 + 1e6 |x|), linear around 0. */
export function signedLog(x: number): number {
  return Math.sign(x) * Math.log(1 + Math.abs(x) * 1e6);
}

/** The cell of a value, -1 .. cells. */
export function cellOf(grid: Grid, x: number): number {
  const y = grid.log ? signedLog(x) : x;
  return Math.min(
    grid.cells,
    Math.max(-1, Math.floor((y - grid.from) / grid.width)),
  );
}

/** The lower edge of a cell, -Infinity for cell -1. */
export function edgeOf(grid: Grid, cell: number): number {
  if (cell < 0) return -Infinity;
  const y = grid.from + cell * grid.width;
  return grid.log ? Math.sign(y) * Math.expm1(Math.abs(y)) / 1e6 : y;
}

function lumps(quantiles: readonly number[], grid: Grid): number {
  let most = 0, distinct = 0, cell = NaN, last = NaN;
  for (const q of quantiles) {
    const at = cellOf(grid, q);
    if (at !== cell) distinct = 0;
    if (at !== cell || q !== last) distinct++;
    most = Math.max(most, distinct);
    cell = at;
    last = q;
  }
  return most;
}
