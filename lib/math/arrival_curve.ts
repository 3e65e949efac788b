import { effectiveWilson } from "./effective_wilson.ts";
import {
  type AgedRows,
  greenwoodTerm,
  positiveCurve,
} from "./positive_curve.ts";

/** Which share of the positive labels has arrived by which age, step by step up to the horizon. */
export interface ArrivalCurve {
  /** The last step: from here on labels count as complete. */
  readonly horizon: number;
  /** Positive labels that arrived by the horizon. */
  readonly labels: number;
  /** F(a): 1 at the horizon, NaN while no label has arrived. */
  readonly share: Float64Array;
  /** Greenwood's term d / (r (r - d)) of each step: the variance of the curve's step. */
  readonly greenwood: Float64Array;
  /** How far ln F(a) moves with the steps up to a, and with all steps: slope j of ln F(a) is `early[a]` 1(j <= a) - `late`. */
  readonly early: Float64Array;
  readonly late: number;
}

/**
 * The arrival of positive labels by age, from the labels that have arrived and the ages of their rows.
 *
 * A label is seen only if its delay is at most its row's age (right truncation), so that arrived labels alone look fast. Run
 * backwards in delay each label is under watch from its row's age down to its delay: F(a) = prod over j > a of 1 - d_j / n_j, with d_j labels
 * of delay j among n_j whose delay is at most j and whose row is at least j old. It holds also where the rate of positives changes, which
 * bends `arrivalByRows`; its standard error is 2 to 4 % larger. Shape: rows by age and delay -> one value a step, 0..horizon.
 * Edge cases: delays beyond the horizon count as none. Source: Lagakos, Barraj and De Gruttola 1988; Kalbfleisch and Lawless 1989.
 */
export function arrivalByLabels(
  rows: readonly AgedRows[],
  horizon: number,
): ArrivalCurve {
  const events = new Float64Array(horizon + 1);
  const change = new Float64Array(horizon + 2);
  let labels = 0;
  for (const { age, delay, n } of rows) {
    const last = Math.min(age, horizon);
    if (delay === undefined || delay > last) continue;
    labels += n;
    events[delay]! += n;
    change[delay]! += n;
    change[last + 1]! -= n;
  }
  const watched = change.slice();
  for (let j = 1; j <= horizon; j++) watched[j]! += watched[j - 1]!;
  const share = new Float64Array(horizon + 1);
  const greenwood = new Float64Array(horizon + 1);
  let f = labels > 0 ? 1 : NaN;
  for (let j = horizon; j >= 0; j--) {
    share[j] = f;
    const d = events[j]!, r = watched[j]!;
    if (d > 0) {
      f *= 1 - d / r;
      greenwood[j] = greenwoodTerm(d, r);
    }
  }
  const early = new Float64Array(horizon + 1).fill(1);
  return { horizon, labels, share, greenwood, early, late: 1 };
}

/**
 * The arrival of positive labels by age, from all rows: `positiveCurve` divided by its value at the horizon.
 *
 * It takes the rate of positives as the same at all ages: where it has doubled lately, young labels look faster than they are and too few are
 * expected (`deno task bench alarm_a9`). Shape and edge cases: as `positiveCurve`. Source: Kaplan and Meier 1958; delta method.
 */
export function arrivalByRows(
  rows: readonly AgedRows[],
  horizon: number,
): ArrivalCurve {
  const { waiting, greenwood, labels } = positiveCurve(rows, horizon);
  const end = waiting[horizon]!;
  return {
    horizon,
    labels,
    greenwood,
    share: waiting.map((s) => (1 - s) / (1 - end)),
    early: waiting.map((s) => s < 1 ? s / (1 - s) : 0),
    late: end < 1 ? end / (1 - end) : 0,
  };
}

/** Share of the positive labels that have arrived by an age: 1 from the horizon on. */
export function arrivedShare(
  { share, horizon }: ArrivalCurve,
  age: number,
): number {
  return share[Math.min(age, horizon)]!;
}

/**
 * The interval of `arrivedShare`: `effectiveWilson` of var F(a) = F(a)^2 sum over j of g_j (early(a) 1(j <= a) - late)^2.
 *
 * Source: delta method on Greenwood's terms.
 */
export function arrivedShareInterval(
  curve: ArrivalCurve,
  age: number,
): readonly [number, number] {
  const { greenwood, horizon, labels, early, late } = curve;
  const share = arrivedShare(curve, age), at = Math.min(age, horizon);
  if (!(labels > 0)) return [0, 1];
  let variance = 0;
  for (let j = 0; j <= horizon; j++) {
    variance += greenwood[j]! * ((j <= at ? early[at]! : 0) - late) ** 2;
  }
  return effectiveWilson(share, share ** 2 * variance, labels);
}
