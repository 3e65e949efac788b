import { type Signal, stream } from "../../check/mod.ts";
import { requireOption } from "./require_option.ts";

/** Options of `hddmW`. */
export interface HddmWOptions {
  /** Level of one comparison that is an alarm, defaults to 0.000001. */
  readonly driftConfidence: number;
  /** Level of one comparison that is a warning, defaults to 0.0001. */
  readonly warningConfidence: number;
  /** Weight of the newest value, defaults to 0.0002. */
  readonly lambda: number;
  /** What a mean is before 1 / lambda values: the plain "mean" (the default), or "first" value and lambda, as published. */
  readonly start: string;
  /** Whether a fall of the mean alarms too, defaults to false. */
  readonly twoSided: boolean;
}

/** A weighted mean of the values seen, and the sum of the squared weights; n is 0 before the first. */
export interface Weighted {
  n: number;
  mean: number;
  weight: number;
}

/** What `hddmW` keeps: the mean of all values, and those before and after the two cuts. */
export interface HddmWState {
  all: Weighted;
  beforeRise: Weighted;
  afterRise: Weighted;
  beforeFall: Weighted;
  afterFall: Weighted;
}

/**
 * Hoeffding's drift detection by weighted averages: whether the recent mean of values in 0..1 lies above what it was.
 *
 * Formula: exponentially weighted means before and after the cut where mean + bound was least; an alarm when they are
 * more than sqrt((w1 + w2) ln(1 / confidence) / 2) apart, w the sums of squared weights (McDiarmid). Shape: values in 0..1
 * one by one -> signal; memory O(1). Unit: statistic. Edge cases: NaN, infinities and values outside 0..1 are passed
 * over; a constant never alarms. A mean over 1 / lambda values cannot see less than its bound: 0.04 at the defaults, 0.42
 * at river's. Calibrated in test/bench/stream_alarms.bench.ts. Source: Frías-Blanco et al. 2015; with
 * `lambda: 0.05, start: "first", driftConfidence: 0.001, warningConfidence: 0.005` equals river.drift.binary.HDDMW.
 */
export const hddmW = stream<HddmWOptions, HddmWState>({
  id: "drift/hddm_w",
  unit: "statistic",
  better: "none",
  defaults: {
    driftConfidence: 1e-6,
    warningConfidence: 1e-4,
    lambda: 0.0002,
    start: "mean",
    twoSided: false,
  },
  validate(options) {
    const { driftConfidence, warningConfidence, lambda, start } = options;
    const need = (name: string, holds: boolean, words: string) =>
      requireOption("drift/hddm_w", options, name, holds, words);
    need(
      "driftConfidence",
      driftConfidence > 0 && driftConfidence < 1,
      "a share between 0 and 1",
    );
    need(
      "warningConfidence",
      warningConfidence >= driftConfidence && warningConfidence < 1,
      "a share from driftConfidence to 1",
    );
    need("lambda", lambda > 0 && lambda < 1, "a share between 0 and 1");
    need("start", ["mean", "first"].includes(start), 'one of "mean", "first"');
  },
  init: () => ({
    all: nothing(),
    beforeRise: nothing(),
    afterRise: nothing(),
    beforeFall: nothing(),
    afterFall: nothing(),
  }),
  step(state, value, options): Signal {
    if (!(value >= 0 && value <= 1)) return "none";
    const { lambda, twoSided } = options, plain = options.start === "mean";
    const level = -Math.log(options.driftConfidence) / 2;
    const { all, beforeRise, afterRise, beforeFall, afterFall } = state;
    add(all, value, lambda, plain);
    const bound = Math.sqrt(all.weight * level);
    if (
      beforeRise.n === 0 ||
      all.mean + bound < beforeRise.mean + Math.sqrt(beforeRise.weight * level)
    ) cut(all, beforeRise, afterRise);
    else add(afterRise, value, lambda, plain);
    if (
      beforeFall.n === 0 ||
      all.mean - bound > beforeFall.mean - Math.sqrt(beforeFall.weight * level)
    ) cut(all, beforeFall, afterFall);
    else add(afterFall, value, lambda, plain);
    if (
      apart(beforeRise, afterRise, level) ||
      twoSided && apart(afterFall, beforeFall, level)
    ) {
      for (const part of [all, beforeRise, afterRise, beforeFall, afterFall]) {
        clear(part);
      }
      return "drift";
    }
    const warning = -Math.log(options.warningConfidence) / 2;
    return apart(beforeRise, afterRise, warning) ||
        twoSided && apart(afterFall, beforeFall, warning)
      ? "warning"
      : "none";
  },
});

function add(
  part: Weighted,
  value: number,
  lambda: number,
  plain: boolean,
): void {
  const n = ++part.n, share = plain && n * lambda < 1 ? 1 / n : lambda;
  part.mean = n === 1 ? value : part.mean + share * (value - part.mean);
  part.weight = share * share + (1 - share) * (1 - share) * part.weight;
}

function cut(all: Weighted, before: Weighted, after: Weighted): void {
  before.n = all.n;
  before.mean = all.mean;
  before.weight = all.weight;
  clear(after);
}

function apart(low: Weighted, high: Weighted, level: number): boolean {
  if (low.n === 0 || high.n === 0) return false;
  const change = high.mean - low.mean;
  return change > 0 && change * change > (low.weight + high.weight) * level;
}

function clear(part: Weighted): void {
  part.n = part.mean = 0;
  part.weight = 1;
}

function nothing(): Weighted {
  return { n: 0, mean: 0, weight: 1 };
}
