import type { Numbers } from "./profile.ts";

/** Where the values of a numeric column lie and how they spread. */
export interface Spread {
  readonly n: number;
  readonly mean: number;
  /** Sample variance, divided by n - 1; NaN for one row. */
  readonly variance: number;
  /** Standard deviation, divided by n. */
  readonly deviation: number;
}

/**
 * Mean and spread of a numeric column, in two passes where each cell is one value, so that large values keep their digits.
 *
 * NaN for no rows. On a grid from the sums of squares, which lose digits where the grid's centre is far from the mean.
 */
export function spreadOf(numbers: Numbers): Spread {
  const { count, lo, hi, sum, squares, centre } = numbers;
  let n = 0, off = 0;
  const shift = lo[lo.length >> 1] ?? 0;
  for (let i = 0; i < count.length; i++) {
    n += count[i]!;
    off += lo[i] === hi[i]
      ? (lo[i]! - shift) * count[i]!
      : sum[i]! + (centre - shift) * count[i]!;
  }
  const mean = shift + off / n;
  let inner = 0;
  for (let i = 0; i < count.length; i++) {
    if (lo[i] === hi[i]) inner += count[i]! * (lo[i]! - mean) ** 2;
    else {
      const by = centre - mean;
      inner += squares[i]! + 2 * by * sum[i]! + by * by * count[i]!;
    }
  }
  return {
    n,
    mean: n ? mean : NaN,
    variance: n > 1 ? Math.max(0, inner) / (n - 1) : NaN,
    deviation: n ? Math.sqrt(Math.max(0, inner) / n) : NaN,
  };
}
