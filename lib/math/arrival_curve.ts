import { wilson } from "./interval.ts";
import { tTwoSidedQuantile } from "./mean.ts";
import { normalQuantile } from "./special.ts";

/** Rows of one age, or of one age and one delay; merges by sum of `n`. */
export interface AgedRows {
  /** Age of the rows in steps: whole, 0 and up. */
  readonly age: number;
  /** Steps from the event to the arrival of a positive label; undefined where none has arrived. */
  readonly delay: number | undefined;
  readonly n: number;
}

/** How many rows have got a positive label by which age, step by step up to the horizon. */
export interface ArrivalCurve {
  /** The last step: from here on labels count as complete. */
  readonly horizon: number;
  /** Positive labels that arrived by the horizon. */
  readonly labels: number;
  /** Rows still watched and without a positive label at the begin of each step. */
  readonly risk: Float64Array;
  /** Share of rows without a positive label after each step: Kaplan and Meier's S. */
  readonly waiting: Float64Array;
  /** Greenwood's term d / (r (r - d)) of each step. */
  readonly greenwood: Float64Array;
}

/**
 * The arrival of positive labels by age, over all rows, since the class of a missing label is unknown: Kaplan-Meier with the
 * arrival as event, every other row censored at its age.
 *
 * Formula: S(a) = prod over steps j <= a of 1 - d_j / r_j, so 1 - S(a) is the share of positive rows times the share of their
 * labels that arrive by age a. Shape: rows by age and delay -> one value a step, 0..horizon. Edge cases: delays beyond the horizon count
 * as none; a row's own step counts as watched to its end; no rows give S = 1. Source: Kaplan and Meier 1958; Greenwood 1926; equals lifelines.
 */
export function arrivalCurve(
  rows: readonly AgedRows[],
  horizon: number,
): ArrivalCurve {
  const events = new Float64Array(horizon + 1);
  const leaving = new Float64Array(horizon + 1);
  let watched = 0, labels = 0;
  for (const { age, delay, n } of rows) {
    const last = Math.min(age, horizon);
    const arrived = delay !== undefined && delay <= last;
    if (arrived) {
      events[delay]! += n;
      labels += n;
    }
    leaving[arrived ? delay : last]! += n;
    watched += n;
  }
  const risk = new Float64Array(horizon + 1);
  const waiting = new Float64Array(horizon + 1);
  const greenwood = new Float64Array(horizon + 1);
  let left = watched, s = 1;
  for (let j = 0; j <= horizon; j++) {
    const d = events[j]!;
    risk[j] = left;
    if (d > 0) {
      s *= 1 - d / left;
      // all of those watched at once: the variance is 0 / 0, one row more makes it large
      greenwood[j] = d / (left * Math.max(left - d, 1));
    }
    waiting[j] = s;
    left -= leaving[j]!;
  }
  return { horizon, labels, risk, waiting, greenwood };
}

/** Share of all rows that have a positive label by an age, and the variance of it (Greenwood). */
export function positiveShare(
  { waiting, greenwood, horizon }: ArrivalCurve,
  age: number,
): { readonly value: number; readonly variance: number } {
  const at = Math.min(age, horizon);
  let sum = 0;
  for (let j = 0; j <= at; j++) sum += greenwood[j]!;
  return { value: 1 - waiting[at]!, variance: waiting[at]! ** 2 * sum };
}

/** Share of the positive labels that have arrived by an age: 1 at the horizon; NaN while no label has arrived. */
export function arrivedShare(
  { waiting, horizon }: ArrivalCurve,
  age: number,
): number {
  return (1 - waiting[Math.min(age, horizon)]!) / (1 - waiting[horizon]!);
}

/**
 * The interval of `arrivedShare`: Wilson's with the count that gives the share its variance.
 *
 * Formula: var F = F^2 sum over j of g_j (S(a) 1(j <= a) / (1 - S(a)) - S(H) / (1 - S(H)))^2, n = F (1 - F) / var F.
 * Source: delta method on Greenwood's terms.
 */
export function arrivedShareInterval(
  curve: ArrivalCurve,
  age: number,
): readonly [number, number] {
  const { waiting, greenwood, horizon, labels } = curve;
  const share = arrivedShare(curve, age), at = Math.min(age, horizon);
  if (!(labels > 0)) return [0, 1];
  if (share === 0 || at === horizon) return wilson(share * labels, labels);
  const late = waiting[horizon]! / (1 - waiting[horizon]!);
  const early = waiting[at]! / (1 - waiting[at]!);
  let variance = 0;
  for (let j = 0; j <= horizon; j++) {
    variance += greenwood[j]! * ((j <= at ? early : 0) - late) ** 2;
  }
  return effectiveWilson(share, share ** 2 * variance, labels);
}

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
