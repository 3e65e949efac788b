import { type Signal, stream } from "../../check/mod.ts";
import { requireOption } from "./require_option.ts";

/** Options of `ewma`. */
export interface EwmaOptions {
  /** Weight of the newest value, defaults to 0.002. */
  readonly lambda: number;
  /** Standard errors from the mean that are an alarm, defaults to 6. */
  readonly limit: number;
  /** Standard errors from the mean that are a warning, defaults to 4.5. */
  readonly warningLimit: number;
  /** The mean that is wanted, defaults to null: the mean of all values before. */
  readonly target: number | null;
  /** The standard deviation around it, defaults to null: that of all values before. */
  readonly deviation: number | null;
  /** Values before the first alarm, defaults to 100. */
  readonly warmStart: number;
}

/** What `ewma` keeps. */
export interface EwmaState {
  n: number;
  mean: number;
  squares: number;
  smooth: number;
  /** What the newest values lack to full weight: (1 - lambda)^n. */
  rest: number;
}

/**
 * Control chart of the exponentially weighted mean: whether the recent mean lies off the mean of the whole stream.
 *
 * Formula: z = sum of lambda (1 - lambda)^age x, divided by the weights' sum; an alarm when |z - mean| > `limit` sd
 * sqrt(sum of squared weights - 1/n), which is the exact standard error of that difference. Shape: values one by one ->
 * signal; memory O(1). Unit: statistic. Edge cases: NaN and infinities are passed over; a constant never alarms; a tail
 * that one value in 1 / lambda fills alone is no normal mean, so rare events need a smaller lambda. Calibrated in
 * test/bench/stream_alarms.bench.ts. Source: Roberts 1959; with target and deviation the chart with exact limits of
 * Montgomery, Statistical Quality Control, 9.2, started at the target.
 */
export const ewma = stream<EwmaOptions, EwmaState>({
  id: "drift/ewma",
  unit: "statistic",
  better: "none",
  defaults: {
    lambda: 0.002,
    limit: 6,
    warningLimit: 4.5,
    target: null,
    deviation: null,
    warmStart: 100,
  },
  takes: { target: "number", deviation: "number" },
  validate(options) {
    const { lambda, limit, warningLimit, target, deviation, warmStart } =
      options;
    const need = (name: string, holds: boolean, words: string) =>
      requireOption("drift/ewma", options, name, holds, words);
    need("lambda", lambda > 0 && lambda <= 1, "a share above 0");
    need(
      "warningLimit",
      warningLimit > 0 && warningLimit <= limit,
      "above 0 and at most limit",
    );
    need("limit", Number.isFinite(limit), "a number");
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
    need("warmStart", warmStart >= 0, "0 or more");
  },
  init: () => begin({} as EwmaState),
  step(state, value, options): Signal {
    if (!Number.isFinite(value)) return "none";
    const { lambda, target, deviation } = options;
    const n = ++state.n, before = value - state.mean;
    state.mean += before / n;
    state.squares += before * (value - state.mean);
    state.smooth += lambda * (value - state.smooth);
    const rest = state.rest *= 1 - lambda, full = 1 - rest;
    if (n <= options.warmStart) return "none";
    const weights = lambda / (2 - lambda) * (1 - rest * rest);
    const variance = deviation === null
      ? state.squares / n
      : deviation * deviation;
    const off = target === null
      ? state.smooth / full - state.mean
      : state.smooth - full * target;
    const error = variance *
      (target === null ? weights / (full * full) - 1 / n : weights);
    const size = off * off;
    if (!(size > options.warningLimit * options.warningLimit * error)) {
      return "none";
    }
    if (!(size > options.limit * options.limit * error)) return "warning";
    // A constant differs from itself by rounding alone.
    if (!(size > 1e-24 * state.mean * state.mean)) return "none";
    begin(state);
    return "drift";
  },
});

function begin(state: EwmaState): EwmaState {
  state.n =
    state.mean =
    state.squares =
    state.smooth =
      0;
  state.rest = 1;
  return state;
}
