import { type Signal, stream } from "../../check/mod.ts";
import { requireOption } from "./require_option.ts";

/** Options of `hddmA`. */
export interface HddmAOptions {
  /** Level of one comparison that is an alarm, defaults to 0.00001. */
  readonly driftConfidence: number;
  /** Level of one comparison that is a warning, defaults to 0.0001. */
  readonly warningConfidence: number;
  /** Whether a fall of the mean alarms too, defaults to false. */
  readonly twoSided: boolean;
}

/** What `hddmA` keeps: values and means of the whole, and where the mean was surest to be low and to be high. */
export interface HddmAState {
  n: number;
  mean: number;
  lowN: number;
  lowMean: number;
  highN: number;
  highMean: number;
}

/**
 * Hoeffding's drift detection by averages: whether the mean of values in 0..1 has risen since it was surest to be low.
 *
 * Formula: the cut is where mean + sqrt(ln(1 / confidence) / 2 n) was least; an alarm when the mean of the whole stands
 * sqrt(m ln(2 / confidence) / 2) above the mean before the cut, m = 1/n at the cut - 1/n. Shape: values in 0..1 one by
 * one -> signal; memory O(1). Unit: statistic. Edge cases: NaN, infinities and values outside 0..1 are passed over (the
 * bound holds for 0..1 only); a constant never alarms. Calibrated in test/bench/stream_alarms.bench.ts. Source:
 * Frías-Blanco et al. 2015; with `driftConfidence: 0.001, warningConfidence: 0.005` equals river.drift.binary.HDDMA.
 */
export const hddmA = stream<HddmAOptions, HddmAState>({
  id: "drift/hddm_a",
  unit: "statistic",
  better: "none",
  defaults: {
    driftConfidence: 1e-5,
    warningConfidence: 1e-4,
    twoSided: false,
  },
  validate(options) {
    const { driftConfidence, warningConfidence } = options;
    const need = (name: string, holds: boolean, words: string) =>
      requireOption("drift/hddm_a", options, name, holds, words);
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
  },
  init: () => begin({} as HddmAState),
  step(state, value, options): Signal {
    if (!(value >= 0 && value <= 1)) return "none";
    const { driftConfidence, twoSided } = options;
    const n = ++state.n, mean = state.mean += (value - state.mean) / n;
    const level = -Math.log(driftConfidence) / 2, bound = Math.sqrt(level / n);
    if (
      n === 1 ||
      state.lowMean + Math.sqrt(level / state.lowN) >= mean + bound
    ) {
      state.lowN = n;
      state.lowMean = mean;
    }
    if (
      n === 1 ||
      state.highMean - Math.sqrt(level / state.highN) <= mean - bound
    ) {
      state.highN = n;
      state.highMean = mean;
    }
    const rise = mean - state.lowMean, riseM = 1 / state.lowN - 1 / n;
    const fall = state.highMean - mean, fallM = 1 / state.highN - 1 / n;
    if (
      beyond(rise, riseM, driftConfidence) ||
      twoSided && beyond(fall, fallM, driftConfidence)
    ) {
      begin(state);
      return "drift";
    }
    return beyond(rise, riseM, options.warningConfidence) ||
        twoSided && beyond(fall, fallM, options.warningConfidence)
      ? "warning"
      : "none";
  },
});

function beyond(change: number, m: number, confidence: number): boolean {
  return m > 0 && change > 0 &&
    change * change >= m / 2 * Math.log(2 / confidence);
}

function begin(state: HddmAState): HddmAState {
  state.n =
    state.mean =
    state.lowN =
    state.lowMean =
      0;
  state.highN = state.highMean = 0;
  return state;
}
