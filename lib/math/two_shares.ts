import { fisherExact } from "./fisher_exact.ts";
import { wilson } from "./interval.ts";
import { normalTwoSided } from "./special.ts";

/** How a share changed from one sample to another. */
export interface ShareChange {
  /** Second share minus first. */
  readonly difference: number;
  readonly interval: readonly [number, number];
  /** Pooled z statistic, second minus first; 0 where nothing varies. */
  readonly z: number;
  /** Two-sided, by z; exact (Fisher) where a cell is expected under 5 times. */
  readonly pValue: number;
  readonly exact: boolean;
}

/**
 * Compares two shares: `hits` of `n` then, `otherHits` of `m` now.
 *
 * Interval: Newcombe's, from both Wilson intervals. Shape: counts -> difference in -1..1. Source: Newcombe 1998, method 10;
 * z equals statsmodels' proportions_ztest.
 */
export function twoShares(
  hits: number,
  n: number,
  otherHits: number,
  m: number,
): ShareChange {
  const a = hits / n, b = otherHits / m, pooled = (hits + otherHits) / (n + m);
  const difference = b - a;
  const variance = pooled * (1 - pooled) * (1 / n + 1 / m);
  const z = variance > 0 ? difference / Math.sqrt(variance) : 0;
  const exact = Math.min(pooled, 1 - pooled) * Math.min(n, m) < 5;
  return {
    difference,
    interval: newcombe(hits, n, otherHits, m),
    z,
    pValue: exact ? fisherExact(hits, n, otherHits, m) : normalTwoSided(z),
    exact,
  };
}

/**
 * Newcombe's interval for the difference of two shares, second minus first, from both Wilson intervals.
 *
 * Shape: counts -> [low, high] in -1..1. Source: Newcombe 1998, method 10; equals statsmodels'
 * confint_proportions_2indep(method="newcomb").
 */
export function newcombe(
  hits: number,
  n: number,
  otherHits: number,
  m: number,
): readonly [number, number] {
  const a = hits / n, b = otherHits / m, difference = b - a;
  const [lowA, highA] = wilson(hits, n), [lowB, highB] = wilson(otherHits, m);
  return [
    difference - Math.hypot(b - lowB, highA - a),
    difference + Math.hypot(highB - b, a - lowA),
  ];
}
