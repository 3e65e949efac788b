import type { Interval } from "../../check/mod.ts";

/**
 * The 95 % interval of a total variation distance that was measured in so many cells.
 *
 * Formula: McDiarmid's bound, sqrt(ln(2 / 0.05) / (2 nh)) to both sides, and downwards what the distance of two samples of one
 * source is expected to be at most, sqrt((cells - 1) / nh) / 2. Shape: distance, cells, rows n, m -> [low, high] in 0..1.
 * Source: McDiarmid 1989.
 */
export function movedShare(
  size: number,
  cells: number,
  n: number,
  m: number,
): Interval {
  const nh = n * m / (n + m), half = Math.sqrt(Math.log(40) / (2 * nh));
  const bias = Math.sqrt((cells - 1) / nh) / 2;
  return [Math.max(0, size - half - bias), Math.min(1, size + half)];
}
