import { type Signal, stream } from "../../check/mod.ts";
import { requireOption } from "./require_option.ts";

/** Options of `eddm`. */
export interface EddmOptions {
  /** Values, and errors, before the first alarm, defaults to 30. */
  readonly warmStart: number;
  /** Share of the widest spacing below which errors are a warning, defaults to 0.9. */
  readonly alpha: number;
  /** Share of the widest spacing below which errors are an alarm, defaults to 0.85. */
  readonly beta: number;
  /** Errors that the spacing remembers, defaults to 500; null remembers all, as published. */
  readonly memory: number | null;
  /** Standard errors by which the widest spacing is drawn in, defaults to 4; 0 as published. */
  readonly margin: number;
}

/** What `eddm` keeps. */
export interface EddmState {
  n: number;
  errors: number;
  lastError: number;
  /** Mean and variance of the values between two errors. */
  mean: number;
  variance: number;
  widest: number;
  warning: boolean;
}

/**
 * Early drift detection method: whether errors follow each other closer than they did.
 *
 * Formula: w = mean + 2 sd of the values from one error to the next; an alarm when w < `beta` max(w (1 - margin /
 * sqrt(n))), n the errors behind w, at most twice `memory`. Without the margin (as published) the maximum is that of a few
 * lucky errors and every stable stream alarms. Shape: 0 (right) and 1 (wrong) one by one -> signal; memory O(1). Unit:
 * statistic. Edge cases: NaN, infinities and values other than 0 and 1 count as right; a warning lasts to the next error.
 * Calibrated in test/bench/stream_alarms.bench.ts. Source: Baena-García et al. 2006; with
 * `memory: null, margin: 0, alpha: 0.95, beta: 0.9` equals river.drift.binary.EDDM.
 */
export const eddm = stream<EddmOptions, EddmState>({
  id: "drift/eddm",
  unit: "statistic",
  better: "none",
  defaults: { warmStart: 30, alpha: 0.9, beta: 0.85, memory: 500, margin: 4 },
  takes: { memory: "number or null" },
  validate(options) {
    const { warmStart, alpha, beta, memory, margin } = options;
    const need = (name: string, holds: boolean, words: string) =>
      requireOption("drift/eddm", options, name, holds, words);
    need("warmStart", warmStart >= 0, "0 or more");
    need("beta", beta > 0 && beta <= 1, "a share above 0");
    need("alpha", alpha >= beta && alpha <= 1, "a share from beta to 1");
    need("memory", memory === null || memory >= 2, "2 or more, or null,");
    need("margin", margin >= 0, "0 or more");
  },
  init: () => begin({} as EddmState),
  step(state, value, options): Signal {
    const n = ++state.n;
    if (value !== 1) return state.warning ? "warning" : "none";
    const { memory, warmStart } = options;
    const errors = ++state.errors;
    const weight = memory !== null && errors > memory ? memory : errors;
    const before = n - state.lastError - state.mean;
    state.mean += before / weight;
    state.variance += (before * (n - state.lastError - state.mean) -
      state.variance) / weight;
    state.lastError = n;
    if (n <= warmStart) return state.warning ? "warning" : "none";
    const sd = Math.sqrt(
      errors > 1 ? state.variance * weight / (weight - 1) : 0,
    );
    const width = state.mean + 2 * sd;
    const sure = options.margin === 0
      ? width
      : width * (1 - options.margin / Math.sqrt(Math.min(errors, 2 * weight)));
    if (sure > state.widest) {
      state.widest = sure;
      if (options.margin === 0) return state.warning ? "warning" : "none";
    }
    if (errors > warmStart) {
      if (width < options.beta * state.widest) {
        begin(state);
        return "drift";
      }
      state.warning = width < options.alpha * state.widest;
    }
    return state.warning ? "warning" : "none";
  },
});

function begin(state: EddmState): EddmState {
  state.n = state.errors = state.lastError = 0;
  state.mean = state.variance = 0;
  state.widest = -1;
  state.warning = false;
  return state;
}
