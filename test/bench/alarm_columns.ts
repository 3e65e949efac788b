import { normalCdf, normalQuantile, type Random } from "../../lib/math/mod.ts";
import type {
  ColumnProfile,
  Grid,
  Numbers,
  Values,
} from "../../lib/profile/mod.ts";
import { column } from "../../lib/table/mod.ts";
import { columnChange } from "../../lib/units/drift/change.ts";
import { drawBinomial, drawMultinomial } from "./draw_counts.ts";

/** One column of two files, as a scan would have counted it. */
export interface Sides {
  readonly reference: ColumnProfile;
  readonly current: ColumnProfile;
}

/** Draws a column of `n` reference and `m` current rows. */
export type Draw = (next: Random, n: number, m: number) => Sides;

/** Shares missing on either side, 2 % each unless said. */
export interface Missing {
  readonly then?: number;
  readonly now?: number;
}

/** The p-value that `drift/change` gives a column: the very function that judges reports. */
export function pValueOf({ reference, current }: Sides): number {
  return columnChange(reference, current).pValue;
}

const GRID: Grid = { from: 0, width: 1, cells: 30, log: false };

/**
 * A continuous column counted in up to 30 bins that the reference's own quantiles cut, so that the bins' true shares are random;
 * `moved` maps a share of the reference below a value to that of the current.
 */
export function continuous(
  moved: (u: number) => number = (u) => u,
  missing: Missing = {},
): Draw {
  return (next, n, m) => {
    const nulls = nullsOf(next, n, m, missing);
    const rows = n - nulls.then, bins = Math.min(30, Math.max(2, rows / 5 | 0));
    const upTo = Array.from(
      { length: bins + 1 },
      (_, k) => Math.floor(rows * k / bins),
    );
    // shares below the smallest value, each edge and the largest value: sums of spacings of uniform order statistics
    const ranks = [1, ...upTo.slice(1, -1), rows, rows + 1];
    let sum = 0, last = 0;
    const sums = ranks.map((rank) => {
      if (rank > last) sum += next.gamma(rank - last);
      last = Math.max(last, rank);
      return sum;
    });
    const at = [0, ...sums.map((x) => moved(x / sum))];
    const shares = at.slice(1).map((x, i) => Math.max(0, x - at[i]!));
    const edge = Float64Array.from({ length: bins + 2 }, (_, i) => i - 0.5);
    const numbers = (count: Float64Array) => numbersOf(count, edge, 0.9);
    return sidesOf("DOUBLE", n, m, nulls, {
      then: {
        numbers: numbers(
          Float64Array.from(
            shares,
            (_, i) => i > 0 && i <= bins ? upTo[i]! - upTo[i - 1]! : 0,
          ),
        ),
      },
      now: { numbers: numbers(countsOf(next, m - nulls.now, shares)) },
    });
  };
}

/** A share `weight` of the rows shifted and stretched, of a column that is normal. */
export function mixed(
  weight: number,
  { shift = 0, scale = 1 }: {
    readonly shift?: number;
    readonly scale?: number;
  },
): (u: number) => number {
  return (u) =>
    u <= 0 || u >= 1 ? u : (1 - weight) * u +
      weight * normalCdf((normalQuantile(u) - shift) / scale);
}

/** A whole number with these shares of 0, 1, 2 ..; `now` those of the current side. */
export function counted(
  shares: readonly number[],
  now = shares,
  missing: Missing = {},
): Draw {
  const values = Float64Array.from(shares, (_, i) => i);
  return (next, n, m) => {
    const nulls = nullsOf(next, n, m, missing);
    const side = (rows: number, of: readonly number[]) => ({
      numbers: numbersOf(countsOf(next, rows, of), values, 0),
    });
    return sidesOf("INTEGER", n, m, nulls, {
      then: side(n - nulls.then, shares),
      now: side(m - nulls.now, now),
    });
  };
}

/** Categories with these shares; `now` those of the current side. */
export function categories(
  shares: readonly number[],
  now = shares,
  missing: Missing = {},
): Draw {
  return (next, n, m) => {
    const nulls = nullsOf(next, n, m, missing);
    const side = (rows: number, of: readonly number[]) => ({
      values: valuesOf(countsOf(next, rows, of)),
    });
    return sidesOf("VARCHAR", n, m, nulls, {
      then: side(n - nulls.then, shares),
      now: side(m - nulls.now, now),
    });
  };
}

/** Shares in proportion to rank^-exponent. */
export function zipf(values: number, exponent = 1.1): number[] {
  return normed(Array.from({ length: values }, (_, i) => (i + 1) ** -exponent));
}

/** Shares of 0 .. 39 of a Poisson variable. */
export function poisson(mean: number): number[] {
  let mass = Math.exp(-mean);
  return normed(Array.from({ length: 40 }, (_, k) => {
    const now = mass;
    mass *= mean / (k + 1);
    return now;
  }));
}

/** Shares that add up to 1. */
function normed(shares: readonly number[]): number[] {
  const sum = shares.reduce((total, x) => total + x, 0);
  return shares.map((x) => x / sum);
}

function nullsOf(
  next: Random,
  n: number,
  m: number,
  { then = 0.02, now = then }: Missing,
) {
  return { then: drawBinomial(next, n, then), now: drawBinomial(next, m, now) };
}

function sidesOf(
  type: string,
  n: number,
  m: number,
  nulls: { readonly then: number; readonly now: number },
  { then, now }: Readonly<
    Record<"then" | "now", Pick<ColumnProfile, "numbers" | "values">>
  >,
): Sides {
  const x = column("x", type);
  return {
    reference: {
      column: x,
      rows: n,
      nulls: nulls.then,
      nonFinite: 0,
      ...then,
    },
    current: { column: x, rows: m, nulls: nulls.now, nonFinite: 0, ...now },
  };
}

/** Cells that hold rows: values from `at`, `width` wide. */
function numbersOf(
  counts: Float64Array,
  at: Float64Array,
  width: number,
): Numbers {
  let held = 0;
  for (let i = 0; i < counts.length; i++) if (counts[i]! > 0) held++;
  const index = new Int32Array(held), count = new Float64Array(held);
  const lo = new Float64Array(held), hi = new Float64Array(held);
  const sum = new Float64Array(held);
  for (let i = 0, k = 0; i < counts.length; i++) {
    if (!(counts[i]! > 0)) continue;
    index[k] = i;
    count[k] = counts[i]!;
    lo[k] = at[i]!;
    hi[k] = at[i]! + width;
    sum[k] = count[k]! * (lo[k]! + width / 2);
    k++;
  }
  return { grid: GRID, index, count, lo, hi, sum, squares: sum, centre: 0 };
}

const NAMES = Array.from({ length: 20_000 }, (_, i) => `v${i}`);

/** Most values that a scan keeps. */
const KEPT = 5000;

function valuesOf(counts: Float64Array): Values {
  const seen: number[] = [];
  for (let i = 0; i < counts.length; i++) if (counts[i]! > 0) seen.push(i);
  if (seen.length > KEPT) seen.sort((i, j) => counts[j]! - counts[i]!);
  return {
    count: new Map(seen.slice(0, KEPT).map((i) => [NAMES[i]!, counts[i]!])),
    distinct: seen.length,
    complete: seen.length <= KEPT,
  };
}

/** Counts of `n` rows in cells of such shares, row by row where there are few. */
function countsOf(
  next: Random,
  n: number,
  shares: readonly number[],
): Float64Array {
  if (n > 2 * shares.length) return drawMultinomial(next, n, shares);
  const upTo = new Float64Array(shares.length);
  let sum = 0;
  for (let i = 0; i < shares.length; i++) upTo[i] = sum += shares[i]!;
  const counts = new Float64Array(shares.length);
  for (let row = 0; row < n; row++) {
    const u = next.uniform() * sum;
    let from = 0, to = shares.length - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (upTo[middle]! > u) to = middle;
      else from = middle + 1;
    }
    counts[from]!++;
  }
  return counts;
}
