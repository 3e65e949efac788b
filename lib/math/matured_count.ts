import { type ArrivalCurve, arrivedShare } from "./arrival_curve.ts";
import type { AgedRows } from "./positive_curve.ts";

/** What is known of the positives among some rows before all their labels are there. Sides add up. */
export interface MaturedCount {
  readonly rows: number;
  /** Positive labels that have arrived. */
  readonly arrived: number;
  /** Positive labels that will have arrived at the horizon: the arrived ones, each counted 1 / F(its row's age). */
  readonly expected: number;
  /** Variance of `expected` about rows x rate: which rows are positive, which labels arrived, and the curve. */
  readonly variance: number;
  /** Variance of `expected` about the count that these very rows will have at the horizon. */
  readonly settling: number;
}

/** No rows. */
export const noRows: MaturedCount = {
  rows: 0,
  arrived: 0,
  expected: 0,
  variance: 0,
  settling: 0,
};

/**
 * The positives among rows of one score band, those whose labels are still on their way included.
 *
 * Formula: N = sum over arrived positives of w_i = 1 / F(a_i). Variance, first order: sum w_i^2 (rows and labels) + sum_j g_j c_j^2 (the
 * curve), c_j = N late - sum over a_i >= j of w_i early(a_i), how far N moves with step j; `settling` has sum w_i (w_i - 1) in place of the
 * first sum. Shape: rows by age and delay, the curve of their band -> counts. Edge cases: no arrived label gives N = 0; F must be above 0 at
 * the ages of the rows. Source: Horvitz and Thompson 1952 for the weights; delta method.
 */
export function maturedCount(
  rows: readonly AgedRows[],
  curve: ArrivalCurve,
): MaturedCount {
  const { horizon, greenwood, early, late } = curve;
  const pull = new Float64Array(horizon + 1);
  let n = 0, arrived = 0, expected = 0, squares = 0;
  for (const { age, delay, n: count } of rows) {
    n += count;
    const at = Math.min(age, horizon);
    if (delay === undefined || delay > at) continue;
    const weight = 1 / arrivedShare(curve, at);
    arrived += count;
    expected += count * weight;
    squares += count * weight ** 2;
    pull[at]! += count * weight * early[at]!;
  }
  let byCurve = 0, later = 0;
  for (let j = horizon; j >= 0; j--) {
    later += pull[j]!;
    byCurve += greenwood[j]! * (expected * late - later) ** 2;
  }
  return {
    rows: n,
    arrived,
    expected,
    variance: squares + byCurve,
    settling: Math.max(0, squares - expected) + byCurve,
  };
}

/** Two disjoint sets of rows as one; their bands have curves of their own. */
export function addMatured(a: MaturedCount, b: MaturedCount): MaturedCount {
  return {
    rows: a.rows + b.rows,
    arrived: a.arrived + b.arrived,
    expected: a.expected + b.expected,
    variance: a.variance + b.variance,
    settling: a.settling + b.settling,
  };
}
