import { normalInterval, wilson } from "./interval.ts";
import { betaincinv } from "./stdlib.js";

/** The t that Student's variable with `df` degrees of freedom exceeds, on either side, with probability `tails`. */
export function tTwoSidedQuantile(tails: number, df: number): number {
  const x = betaincinv(tails, df / 2, 0.5);
  return Math.sqrt(df * (1 - x) / x);
}

/** Sample variance (n - 1) from a count, a sum and a sum of squares; NaN below two values, never negative. */
export function varianceOf(n: number, sum: number, squares: number): number {
  if (!(n > 1)) return NaN;
  const about = squares - sum * sum / n;
  // what cancellation leaves of a constant is not spread
  return about <= 1e-13 * squares ? 0 : about / (n - 1);
}

/**
 * The interval of a mean from a count, a sum and a sum of squares: Student's t, cut to `bounds`.
 *
 * Shape: sums -> [low, high]; undefined below two values. Source: Student 1908.
 */
export function meanInterval(
  n: number,
  sum: number,
  squares: number,
  bounds: readonly [number, number] = [-Infinity, Infinity],
): readonly [number, number] | undefined {
  const variance = varianceOf(n, sum, squares);
  if (Number.isNaN(variance)) return undefined;
  const half = tTwoSidedQuantile(0.05, n - 1) * Math.sqrt(variance / n);
  return [
    Math.max(bounds[0], sum / n - half),
    Math.min(bounds[1], sum / n + half),
  ];
}

/**
 * The interval of a mean of values in 0..1: Student's t, but Wilson's with `sum` as hits below ten values or where all
 * values are equal, because a variance cannot be trusted there. Wilson's is the wider: no spread in 0..1 exceeds m (1 - m).
 */
export function shareMeanInterval(
  n: number,
  sum: number,
  squares: number,
): readonly [number, number] {
  const spread = varianceOf(n, sum, squares);
  if (n < 10 || !(spread > 0)) return wilson(sum, n);
  return meanInterval(n, sum, squares, [0, 1])!;
}

/** The interval of a ratio of two sums by the delta method, from the sums over independent units of a, b, a a, a b, b b. */
export function ratioInterval(
  n: number,
  sums: {
    readonly a: number;
    readonly b: number;
    readonly aa: number;
    readonly ab: number;
    readonly bb: number;
  },
): readonly [number, number] | undefined {
  if (!(n > 1) || sums.b === 0) return undefined;
  const ratio = sums.a / sums.b;
  const squares = sums.aa - 2 * ratio * sums.ab + ratio * ratio * sums.bb;
  const se = Math.sqrt(Math.max(0, squares) * n / (n - 1)) / Math.abs(sums.b);
  return normalInterval(ratio, se);
}
