import { type Signal, stream } from "../../check/mod.ts";
import { clipDeviation } from "./clip_deviation.ts";
import { requireOption } from "./require_option.ts";

/** Options of `pageHinkley`. */
export interface PageHinkleyOptions {
  /** Values before the first alarm, defaults to 30. */
  readonly minInstances: number;
  /** The change of the mean that is let pass, defaults to 0.08 standard deviations. */
  readonly delta: number;
  /** The sum of excesses that is an alarm, defaults to 90 standard deviations. */
  readonly threshold: number;
  /** What each step keeps of the sums before, defaults to 1. */
  readonly alpha: number;
  /** Which change is looked for: "up", "down" or "both"; defaults to "both". */
  readonly mode: string;
  /** Whether deviations count as they are ("none") or in the stream's standard deviations ("deviation", the default). */
  readonly scale: string;
}

/** What `pageHinkley` keeps. */
export interface PageHinkleyState {
  n: number;
  mean: number;
  squares: number;
  rise: number;
  leastRise: number;
  fall: number;
  mostFall: number;
}

/**
 * Page and Hinkley's test: whether the mean of a stream has risen or fallen since the state began.
 *
 * Formula: sums of x - mean - delta and of x - mean + delta; an alarm when the first stands `threshold` above its
 * minimum or the second `threshold` below its maximum. Shape: values one by one -> signal; memory O(1). Unit: statistic,
 * in standard deviations of the stream, so that one default suits any column; a deviation beyond 4 counts as 4, which
 * bounds what a heavy tail can do, and blunts it for events rarer than 1 in 20. Edge cases: NaN and infinities are passed
 * over; a constant never alarms. Calibrated in test/bench/stream_alarms.bench.ts. Source: Page 1954; with
 * `delta: 0.005, threshold: 50, alpha: 0.9999, scale: "none"` equals river.drift.PageHinkley.
 */
export const pageHinkley = stream<PageHinkleyOptions, PageHinkleyState>({
  id: "drift/page_hinkley",
  unit: "statistic",
  better: "none",
  defaults: {
    minInstances: 30,
    delta: 0.08,
    threshold: 90,
    alpha: 1,
    mode: "both",
    scale: "deviation",
  },
  validate(options) {
    const { minInstances, delta, threshold, alpha, mode, scale } = options;
    const need = (name: string, holds: boolean, words: string) =>
      requireOption("drift/page_hinkley", options, name, holds, words);
    need("minInstances", minInstances >= 1, "1 or more");
    need("delta", delta >= 0, "0 or more");
    need("threshold", threshold > 0, "more than 0");
    need("alpha", alpha > 0 && alpha <= 1, "above 0 and at most 1");
    need(
      "mode",
      ["up", "down", "both"].includes(mode),
      'one of "up", "down", "both"',
    );
    need(
      "scale",
      ["none", "deviation"].includes(scale),
      'one of "none", "deviation"',
    );
  },
  init: () => begin({} as PageHinkleyState),
  step(state, value, options): Signal {
    if (!Number.isFinite(value)) return "none";
    const n = ++state.n, before = value - state.mean;
    const mean = state.mean += before / n;
    let deviation = value - mean;
    if (options.scale === "deviation") {
      state.squares += before * deviation;
      deviation = clipDeviation(deviation, state.squares / n);
    }
    const rise = state.rise = options.alpha * state.rise + deviation -
      options.delta;
    const fall = state.fall = options.alpha * state.fall + deviation +
      options.delta;
    if (n === 1 || rise < state.leastRise) state.leastRise = rise;
    if (n === 1 || fall > state.mostFall) state.mostFall = fall;
    if (n < options.minInstances) return "none";
    const drift =
      (options.mode !== "down" && rise - state.leastRise > options.threshold) ||
      (options.mode !== "up" && state.mostFall - fall > options.threshold);
    if (!drift) return "none";
    begin(state);
    return "drift";
  },
});

function begin(state: PageHinkleyState): PageHinkleyState {
  state.n = state.mean = state.squares = 0;
  state.rise =
    state.leastRise =
    state.fall =
    state.mostFall =
      0;
  return state;
}
