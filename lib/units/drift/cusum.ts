import { type Signal, stream } from "../../check/mod.ts";
import { clipDeviation } from "./clip_deviation.ts";
import { requireOption } from "./require_option.ts";

/** Options of `cusum`. */
export interface CusumOptions {
  /** The mean that is wanted, defaults to null: the mean of all values before. */
  readonly target: number | null;
  /** The standard deviation around it, defaults to null: that of all values before. */
  readonly deviation: number | null;
  /** The change that is let pass, defaults to 0.08 standard deviations. */
  readonly slack: number;
  /** The sum of excesses that is an alarm, defaults to 90 standard deviations. */
  readonly threshold: number;
  /** Values that only teach mean and deviation, defaults to 100; none where both are given. */
  readonly warmStart: number;
}

/** What `cusum` keeps. */
export interface CusumState {
  n: number;
  mean: number;
  squares: number;
  high: number;
  low: number;
}

/**
 * Cumulative sums: whether the mean of a stream lies off its target.
 *
 * Formula: high = max(0, high + z - slack), low = max(0, low - z - slack), z = (x - target) / deviation; an alarm when
 * either is above `threshold`. Without a target it starts itself: z = (x - mean) / sd sqrt((n - 1) / n) of the values
 * before, at most 4 either way. Shape: values one by one -> signal; memory O(1). Unit: statistic, in standard deviations.
 * Edge cases: NaN and infinities are passed over; while the values before are all equal nothing is added. Calibrated in
 * test/bench/stream_alarms.bench.ts. Source: Page 1954; Hawkins 1987 (self-starting); with target and deviation the
 * tabular cusum of Montgomery, Statistical Quality Control, 9.1.
 */
export const cusum = stream<CusumOptions, CusumState>({
  id: "drift/cusum",
  unit: "statistic",
  better: "none",
  defaults: {
    target: null,
    deviation: null,
    slack: 0.08,
    threshold: 90,
    warmStart: 100,
  },
  takes: { target: "number", deviation: "number" },
  validate(options) {
    const { target, deviation, slack, threshold, warmStart } = options;
    const need = (name: string, holds: boolean, words: string) =>
      requireOption("drift/cusum", options, name, holds, words);
    need(
      "target",
      target === null || Number.isFinite(target),
      "a number, or null,",
    );
    need(
      "deviation",
      deviation === null || deviation > 0,
      "more than 0, or null,",
    );
    need("slack", slack >= 0, "0 or more");
    need("threshold", threshold > 0, "more than 0");
    need("warmStart", warmStart >= 2, "2 or more");
  },
  init: () => ({ n: 0, mean: 0, squares: 0, high: 0, low: 0 }),
  step(state, value, options): Signal {
    if (!Number.isFinite(value)) return "none";
    const { target, deviation, slack, threshold } = options;
    const n = state.n, off = value - (target ?? state.mean);
    let z = 0;
    if (deviation !== null) {
      if (target !== null || n >= options.warmStart) z = off / deviation;
    } else if (n >= options.warmStart) {
      const share = target === null ? n / (n + 1) : 1;
      z = clipDeviation(off * Math.sqrt(share), state.squares / (n - 1));
    }
    state.n = n + 1;
    const before = value - state.mean;
    state.mean += before / state.n;
    state.squares += before * (value - state.mean);
    state.high = Math.max(0, state.high + z - slack);
    state.low = Math.max(0, state.low - z - slack);
    if (state.high <= threshold && state.low <= threshold) return "none";
    state.n =
      state.mean =
      state.squares =
      state.high =
      state.low =
        0;
    return "drift";
  },
});
