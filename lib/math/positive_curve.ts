/** Rows of one age, or of one age and one delay; merges by sum of `n`. */
export interface AgedRows {
  /** Age of the rows in steps: whole, 0 and up. */
  readonly age: number;
  /** Steps from the event to the arrival of a positive label; undefined where none has arrived. */
  readonly delay: number | undefined;
  readonly n: number;
}

/** How many rows have got a positive label by which age. */
export interface PositiveCurve {
  readonly horizon: number;
  readonly labels: number;
  /** Share of rows without a positive label after each step: Kaplan and Meier's S. */
  readonly waiting: Float64Array;
  readonly greenwood: Float64Array;
}

/**
 * The share of rows with a positive label by age, over all rows, since the class of a missing label is unknown: Kaplan-Meier with the
 * arrival as event, every other row censored at its age.
 *
 * Formula: S(a) = prod over steps j <= a of 1 - d_j / r_j; 1 - S(a) is the rate of positives times the share of their labels that
 * arrive by age a. Shape: rows by age and delay -> one value a step, 0..horizon. Edge cases: delays beyond the horizon count as none; a
 * row's own step counts as watched to its end; no rows give S = 1. Source: Kaplan and Meier 1958; Greenwood 1926; equals lifelines.
 */
export function positiveCurve(
  rows: readonly AgedRows[],
  horizon: number,
): PositiveCurve {
  const events = new Float64Array(horizon + 1);
  const leaving = new Float64Array(horizon + 1);
  let left = 0, labels = 0;
  for (const { age, delay, n } of rows) {
    const last = Math.min(age, horizon);
    const arrived = delay !== undefined && delay <= last;
    if (arrived) {
      events[delay]! += n;
      labels += n;
    }
    leaving[arrived ? delay : last]! += n;
    left += n;
  }
  const waiting = new Float64Array(horizon + 1);
  const greenwood = new Float64Array(horizon + 1);
  let s = 1;
  for (let j = 0; j <= horizon; j++) {
    const d = events[j]!;
    if (d > 0) {
      s *= 1 - d / left;
      greenwood[j] = greenwoodTerm(d, left);
    }
    waiting[j] = s;
    left -= leaving[j]!;
  }
  return { horizon, labels, waiting, greenwood };
}

/** Share of all rows that have a positive label by an age, and the variance of it (Greenwood). */
export function positiveShare(
  { waiting, greenwood, horizon }: PositiveCurve,
  age: number,
): { readonly value: number; readonly variance: number } {
  const at = Math.min(age, horizon);
  let sum = 0;
  for (let j = 0; j <= at; j++) sum += greenwood[j]!;
  return { value: 1 - waiting[at]!, variance: waiting[at]! ** 2 * sum };
}

/** Greenwood's d / (r (r - d)); where all of r go, it is 1 / 0, and one more makes it large. */
export function greenwoodTerm(d: number, r: number): number {
  return d / (r * Math.max(r - d, 1));
}
