import type { Numbers } from "./profile.ts";

/**
 * The value that all rows of a cell share, undefined where they hold several.
 *
 * On a grid a cell has one value when its sum of squares says that nothing spreads, to 1e-9 of the column's own scale.
 */
export function singleValue(numbers: Numbers, i: number): number | undefined {
  const { lo, hi, count, sum, squares, centre } = numbers;
  if (lo[i] === hi[i]) return lo[i];
  const off = sum[i]! / count[i]!, spread = squares[i]! / count[i]! - off * off;
  if (spread > 1e-12 * Math.max(off * off, 1e-300)) return undefined;
  const value = centre + off, whole = Math.round(value);
  return Math.abs(value - whole) <= 1e-9 * Math.max(1, Math.abs(whole))
    ? whole
    : value;
}
