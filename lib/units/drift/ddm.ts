import { type Signal, stream } from "../../check/mod.ts";
import { requireOption } from "./require_option.ts";

/** Options of `ddm`. */
export interface DdmOptions {
  /** Values before the first alarm, defaults to 30. */
  readonly warmStart: number;
  /** Standard errors above the lowest error rate that are a warning, defaults to 6. */
  readonly warningThreshold: number;
  /** Standard errors above the lowest error rate that are an alarm, defaults to 9. */
  readonly driftThreshold: number;
  /** Values that the error rate remembers, defaults to 5,000; null remembers all, as published. */
  readonly memory: number | null;
}

/** What `ddm` keeps. */
export interface DdmState {
  n: number;
  rate: number;
  /** The lowest rate and its standard error; -1 before there is one. */
  leastRate: number;
  leastError: number;
}

/**
 * Drift detection method: whether an error rate stands above the lowest it has been.
 *
 * Formula: with rate p and s = sqrt(p (1 - p) / n), an alarm when p + s > min(p + d s), d = `driftThreshold`; n grows to
 * `memory` and stays there, p then being an exponentially weighted mean. With `memory: null` the minimum is that of
 * p + s, as published: that form forgets nothing, so a lucky start hides what comes after a million values. Shape: 0
 * (right) and 1 (wrong) one by one, or shares -> signal; memory O(1). Unit: statistic. Edge cases: NaN, infinities and
 * values outside 0..1 are passed over; a rate of 0 counts as one error in n where `memory` is not null. Calibrated in test/bench/stream_alarms.bench.ts. Source: Gama et al. 2004; with
 * `memory: null, warningThreshold: 2, driftThreshold: 3` equals river.drift.binary.DDM.
 */
export const ddm = stream<DdmOptions, DdmState>({
  id: "drift/ddm",
  unit: "statistic",
  better: "none",
  defaults: {
    warmStart: 30,
    warningThreshold: 6,
    driftThreshold: 9,
    memory: 5000,
  },
  takes: { memory: "number or null" },
  validate(options) {
    const { warmStart, warningThreshold, driftThreshold, memory } = options;
    const need = (name: string, holds: boolean, words: string) =>
      requireOption("drift/ddm", options, name, holds, words);
    need("warmStart", warmStart >= 0, "0 or more");
    need("warningThreshold", warningThreshold > 0, "more than 0");
    need(
      "driftThreshold",
      driftThreshold >= warningThreshold,
      "warningThreshold or more",
    );
    need("memory", memory === null || memory >= 1, "1 or more, or null,");
  },
  init: () => begin({} as DdmState),
  step(state, value, options): Signal {
    if (!(value >= 0 && value <= 1)) return "none";
    const { memory } = options;
    const n = ++state.n;
    const weight = memory !== null && n > memory ? memory : n;
    const p = state.rate += (value - state.rate) / weight;
    // An exponential mean of weight 1/m is worth 2 m - 1 values.
    const size = weight === n ? n : Math.min(n, 2 * weight - 1);
    const least = memory === null ? 0 : 1 / size;
    const s = Math.sqrt((p * (1 - p) + least) / size);
    if (n <= options.warmStart) return "none";
    const d = memory === null ? 1 : options.driftThreshold;
    if (
      state.leastRate < 0 ||
      p + d * s <= state.leastRate + d * state.leastError
    ) {
      state.leastRate = p;
      state.leastError = s;
    }
    const { leastRate, leastError } = state;
    if (p + s > leastRate + options.driftThreshold * leastError) {
      begin(state);
      return "drift";
    }
    return p + s > leastRate + options.warningThreshold * leastError
      ? "warning"
      : "none";
  },
});

function begin(state: DdmState): DdmState {
  state.n = state.rate = 0;
  state.leastRate = state.leastError = -1;
  return state;
}
