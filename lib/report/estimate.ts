import { type Check, plain, type Result } from "../check/mod.ts";

/** What was expected of a window before its labels came, as one flat row that can be stored and graded later. */
export interface Estimate {
  /** Stable name: "estimation/cbpe(score=score, prediction=said, label=clicked)". */
  readonly check: string;
  /** The unit's id: "estimation/cbpe". */
  readonly id: string;
  /** The unit that tells what really came: "metrics/roc_auc". */
  readonly metric: string;
  readonly columns: Result["columns"];
  readonly options: Readonly<Record<string, unknown>>;
  readonly slice: Result["slice"];
  readonly window: { readonly from: string; readonly to: string };
  readonly value: number | null;
  readonly interval: Result["interval"];
  readonly n: Result["n"];
  /** When it was made, UTC. */
  readonly madeAt: string;
  /** The labels it rests on. */
  readonly labels: number | null;
  /** How much older the newest of these labels is than the newest row of the window. */
  readonly labelAgeSeconds: number | null;
  /** Whether the scores were calibrated on labels held out. */
  readonly calibrationHolds: boolean | null;
  /** Why there is no value. */
  readonly reason: string | null;
}

/**
 * The record of an estimate: what to store now and grade when the labels are there.
 *
 * Shape: a check of an estimation unit, its result over a window, and when it was made -> one row. Edge cases: a result without
 * a value is a record too, with its reason, so that a gap can be seen. Errors: TypeError for a check that estimates no metric, and for
 * a result without window: nothing could be joined with it.
 */
export function estimateOf(
  check: Check,
  result: Result,
  madeAt: Date,
): Estimate {
  const options = plain(check.options) as Estimate["options"];
  if (!check.unit.id.startsWith("estimation/") || !options.metric) {
    throw new TypeError(
      `Cannot keep "${result.check}" as an estimate: it estimates no metric, a unit of estimation is needed`,
    );
  }
  if (!result.window) {
    throw new TypeError(
      `Cannot keep "${result.check}" as an estimate: it has no window, run it with "window" to grade it later`,
    );
  }
  const { labels, labelAgeSeconds, calibration, reason } = result
    .details as Details;
  return {
    check: result.check,
    id: result.id,
    metric: `metrics/${options.metric}`,
    columns: result.columns,
    options,
    slice: result.slice,
    window: result.window,
    value: result.value,
    interval: result.interval,
    n: result.n,
    madeAt: madeAt.toISOString(),
    labels: labels ?? result.n.reference,
    labelAgeSeconds: labelAgeSeconds ?? null,
    calibrationHolds: calibration?.holds ?? null,
    reason: reason ?? null,
  };
}

interface Details {
  readonly labels?: number;
  readonly labelAgeSeconds?: number;
  readonly calibration?: { readonly holds: boolean };
  readonly reason?: string;
}
