import { wilson } from "./interval.ts";
import { tTwoSidedQuantile } from "./mean.ts";
import { normalQuantile } from "./special.ts";

/**
 * Wilson's interval of a share whose variance was estimated from `labels` labels.
 *
 * Formula: the count is the one of which a share would have that variance, n = r (1 - r) / variance, made smaller by (z / t)^2 with t
 * Student's of labels - 1, since the variance is itself known from few. Edge cases: `labels` is the count for a share of 0 or 1, and for a
 * variance of 0, where the formula has none; no label gives [0, 1]. Source: Wilson 1927; Korn and Graubard 1998.
 */
export function effectiveWilson(
  share: number,
  variance: number,
  labels: number,
): readonly [number, number] {
  const inside = share * (1 - share);
  if (!(labels > 1 && inside > 0 && variance > 0)) {
    return wilson(share * labels, labels);
  }
  const ratio = normalQuantile(0.975) / tTwoSidedQuantile(0.05, labels - 1);
  const n = inside / variance * ratio ** 2;
  return wilson(share * n, n);
}
