import type { Numbers } from "./profile.ts";
import { spreadOf } from "./spread.ts";

/**
 * How lopsided and how heavy-tailed a numeric column is: skewness and excess kurtosis.
 *
 * Formula: m3 / m2^(3/2) and m4 / m2^2 - 3 with central moments divided by n (biased). Shape: numbers -> two figures, 0 and
 * 0 for a constant and about 0 and 0 for a normal column. Exact where each cell is one value; on a grid a cell's rows stand
 * at their mean. Edge cases: NaN for no rows. Source: equals scipy.stats.skew and scipy.stats.kurtosis at their defaults.
 */
export function shapeOf(numbers: Numbers): {
  readonly skewness: number;
  readonly kurtosis: number;
} {
  const { count, lo, hi, sum, centre } = numbers;
  const { n, mean } = spreadOf(numbers);
  let second = 0, third = 0, fourth = 0;
  for (let i = 0; i < count.length; i++) {
    const at = lo[i] === hi[i] ? lo[i]! : centre + sum[i]! / count[i]!;
    const off = at - mean, square = off * off;
    second += count[i]! * square / n;
    third += count[i]! * square * off / n;
    fourth += count[i]! * square * square / n;
  }
  if (n === 0) return { skewness: NaN, kurtosis: NaN };
  if (second === 0) return { skewness: 0, kurtosis: 0 };
  return {
    skewness: third / second ** 1.5,
    kurtosis: fourth / second ** 2 - 3,
  };
}
