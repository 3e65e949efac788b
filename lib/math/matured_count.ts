import {
  type AgedRows,
  type ArrivalCurve,
  arrivedShare,
} from "./arrival_curve.ts";

/** What is known of the positives among some rows before all their labels are there. Sides add up. */
export interface MaturedCount {
  readonly rows: number;
  /** Positive labels that have arrived. */
  readonly arrived: number;
  /** Positive labels that will have arrived at the horizon: the arrived ones, each counted 1 / F(its age). */
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
 * Formula: N = sum over arrived positives of w_i = 1 / F(a_i). Variance, first order, by the martingale increments of the curve:
 * sum w_i^2 + sum_j g_j c_j^2 + 2 sum_j c_j k_j with c_j = N S(H) / (1 - S(H)) - sum over a_i >= j of w_i S(a_i) / (1 - S(a_i)), how far N
 * moves with the curve's step j, and k_j = sum over delays j of w_i S(a_i) / (S(j-) r_j), since the rows are among those the curve was
 * drawn from. Shape: rows by age and delay, the curve of their band -> counts. Edge cases: no arrived label gives N = 0. Source:
 * Horvitz and Thompson 1952 for the weights; delta method.
 */
export function maturedCount(
  rows: readonly AgedRows[],
  curve: ArrivalCurve,
): MaturedCount {
  const { horizon, waiting, greenwood, risk } = curve;
  // by step: what N loses when the curve of that age grows, what these rows share with it
  const pull = new Float64Array(horizon + 1);
  const shared = new Float64Array(horizon + 1);
  const sharedSettling = new Float64Array(horizon + 1);
  const end = waiting[horizon]!;
  let n = 0, arrived = 0, expected = 0, squares = 0;
  for (const { age, delay, n: count } of rows) {
    n += count;
    const at = Math.min(age, horizon);
    if (delay === undefined || delay > at) continue;
    const weight = 1 / arrivedShare(curve, at), s = waiting[at]!;
    arrived += count;
    expected += count * weight;
    squares += count * weight ** 2;
    pull[at]! += count * weight * s / (1 - s);
    const before = (delay > 0 ? waiting[delay - 1]! : 1) * risk[delay]!;
    shared[delay]! += count * weight * s / before;
    sharedSettling[delay]! += count * (weight * s - end) / before;
  }
  let bySteps = 0, both = 0, bothSettling = 0, later = 0;
  for (let j = horizon; j >= 0; j--) {
    later += pull[j]!;
    if (greenwood[j] === 0) continue;
    const c = expected * end / (1 - end) - later;
    bySteps += greenwood[j]! * c * c;
    both += c * shared[j]!;
    bothSettling += c * sharedSettling[j]!;
  }
  return {
    rows: n,
    arrived,
    expected,
    variance: Math.max(0, squares + bySteps + 2 * both),
    settling: Math.max(0, squares - expected + bySteps + 2 * bothSettling),
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
