import type { Numbers, Values } from "./profile.ts";
import { regrid } from "./regrid.ts";

/** Two distributions on one set of cells, ascending: rows of reference (p) and current (q) in each. */
export interface Aligned {
  /** Whether each cell is one value, so that statistics are exact. */
  readonly exact: boolean;
  /** Smallest and largest value of either side in the cell. */
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  /** Mean of the values of both sides in the cell. */
  readonly at: Float64Array;
  readonly p: Float64Array;
  readonly q: Float64Array;
  /** Rows of each side. */
  readonly n: number;
  readonly m: number;
}

/** Lays reference and current side by side. Errors: RangeError when both have grids and these differ. */
export function align(reference: Numbers, current: Numbers): Aligned {
  const grid = reference.grid ?? current.grid;
  const a = grid ? regrid(reference, grid) : reference;
  const b = grid ? regrid(current, grid) : current;
  const key = (side: Numbers, i: number) => grid ? side.index[i]! : side.lo[i]!;
  const most = a.count.length + b.count.length;
  const lo = new Float64Array(most), hi = new Float64Array(most);
  const at = new Float64Array(most);
  const p = new Float64Array(most), q = new Float64Array(most);
  let cells = 0, n = 0, m = 0, exact = true;
  for (let i = 0, j = 0; i < a.count.length || j < b.count.length; cells++) {
    const x = i < a.count.length ? key(a, i) : Infinity;
    const y = j < b.count.length ? key(b, j) : Infinity;
    let low = Infinity, high = -Infinity, sum = 0;
    if (x <= y) {
      p[cells] = a.count[i]!;
      low = a.lo[i]!;
      high = a.hi[i]!;
      sum += a.sum[i]! + a.centre * a.count[i]!;
      i++;
    }
    if (y <= x) {
      q[cells] = b.count[j]!;
      low = Math.min(low, b.lo[j]!);
      high = Math.max(high, b.hi[j]!);
      sum += b.sum[j]! + b.centre * b.count[j]!;
      j++;
    }
    n += p[cells]!;
    m += q[cells]!;
    lo[cells] = low;
    hi[cells] = high;
    at[cells] = low === high ? low : sum / (p[cells]! + q[cells]!);
    if (low !== high) exact = false;
  }
  const cut = (from: Float64Array) => from.subarray(0, cells);
  return {
    exact,
    lo: cut(lo),
    hi: cut(hi),
    at: cut(at),
    p: cut(p),
    q: cut(q),
    n,
    m,
  };
}

/** Counts of reference (p) and current (q) by category, the reference's most frequent first. */
export interface AlignedValues {
  readonly values: readonly string[];
  readonly p: Float64Array;
  readonly q: Float64Array;
  /** Rows in values that neither side names one by one. */
  readonly restP: number;
  readonly restQ: number;
  readonly n: number;
  readonly m: number;
}

/** Lays two sets of categories side by side; `n` and `m` are the rows that hold a value. */
export function alignValues(
  reference: Values,
  current: Values,
  n: number,
  m: number,
): AlignedValues {
  const values = [...reference.count.keys()];
  for (const value of current.count.keys()) {
    if (!reference.count.has(value)) values.push(value);
  }
  const p = new Float64Array(values.length), q = new Float64Array(p.length);
  let restP = n, restQ = m;
  for (let i = 0; i < p.length; i++) {
    restP -= p[i] = reference.count.get(values[i]!) ?? 0;
    restQ -= q[i] = current.count.get(values[i]!) ?? 0;
  }
  return { values, p, q, restP, restQ, n, m };
}

/**
 * The value below which a share of the rows lies: linear interpolation between order statistics (numpy's default).
 *
 * Exact when each cell is one value; else interpolated inside the cell. NaN for no rows.
 */
export function quantileOf(numbers: Numbers, share: number): number {
  const n = numbers.count.reduce((s, x) => s + x, 0);
  if (n === 0) return NaN;
  const at = share * (n - 1), below = Math.floor(at);
  const low = orderStatistic(numbers, below);
  if (at === below) return low;
  const high = orderStatistic(numbers, below + 1);
  return low + (high - low) * (at - below);
}

/** The k-th smallest value, from 0. Inside a cell values are taken as evenly spread. */
function orderStatistic(numbers: Numbers, k: number): number {
  let before = 0;
  for (let i = 0; i < numbers.count.length; i++) {
    const count = numbers.count[i]!;
    if (k < before + count) {
      const low = numbers.lo[i]!, high = numbers.hi[i]!;
      return count === 1 || low === high
        ? low
        : low + (high - low) * (k - before) / (count - 1);
    }
    before += count;
  }
  return numbers.hi.at(-1)!;
}

/** Mean, sample variance (n - 1), smallest and largest value of a numeric column; NaN where there are too few rows. */
export function momentsOf(numbers: Numbers): {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
  readonly min: number;
  readonly max: number;
} {
  const total = (xs: Float64Array) => xs.reduce((s, x) => s + x, 0);
  const n = total(numbers.count), sum = total(numbers.sum);
  const shift = n ? sum / n : NaN;
  const squares = total(numbers.squares) - n * shift * shift;
  return {
    n,
    mean: numbers.centre + shift,
    variance: n > 1 ? Math.max(0, squares) / (n - 1) : NaN,
    min: numbers.lo[0] ?? NaN,
    max: numbers.hi.at(-1) ?? NaN,
  };
}
