import { type Signal, stream } from "../../check/mod.ts";
import { requireOption } from "./require_option.ts";

/** Options of `adwin`. */
export interface AdwinOptions {
  /** Level of one comparison of all cuts, defaults to 0.0005 (Bifet: 0.002). */
  readonly delta: number;
  /** Values between two comparisons, defaults to 32. */
  readonly clock: number;
  /** Buckets of each size, defaults to 5. */
  readonly maxBuckets: number;
  /** Values on each side of a cut at least, defaults to 5. */
  readonly minWindowLength: number;
  /** Values before the first comparison, defaults to 10. */
  readonly gracePeriod: number;
  /** What stays after an alarm: nothing ("reset", the default) or the part after the cut ("shrink", as Bifet). */
  readonly after: string;
}

/** What `adwin` keeps: the window as buckets of 1, 2, 4, .. values. */
export interface AdwinState {
  tick: number;
  width: number;
  total: number;
  /** Sum of squared distances from the window's mean. */
  squares: number;
  /** Buckets in use of each size, smallest first. */
  used: number[];
  /** Sums and squared distances of the buckets, `maxBuckets + 1` places a size, oldest first. */
  sums: number[];
  spreads: number[];
}

/**
 * Adaptive windowing: whether some cut of the recent window splits it into parts with different means.
 *
 * Formula: a cut into n0 and n1 values alarms when |mean0 - mean1| > sqrt(2 v d / m) + 2 d / (3 m), with v the window's
 * variance, d = ln(2 ln(width) / delta) and 1/m = 1/(n0 - l + 1) + 1/(n1 - l + 1), l = `minWindowLength`. Shape: values one
 * by one -> signal; memory O(log n). Unit: statistic. Edge cases: NaN and infinities are passed over; a constant never
 * alarms. Calibrated in test/bench/stream_alarms.bench.ts. Source: Bifet and Gavaldà 2007; with `delta: 0.002` equals river.drift.ADWIN.
 */
export const adwin = stream<AdwinOptions, AdwinState>({
  id: "drift/adwin",
  unit: "statistic",
  better: "none",
  defaults: {
    delta: 0.0005,
    clock: 32,
    maxBuckets: 5,
    minWindowLength: 5,
    gracePeriod: 10,
    after: "reset",
  },
  validate(options) {
    const { delta, clock, maxBuckets, minWindowLength, gracePeriod, after } =
      options;
    const need = (name: string, holds: boolean, words: string) =>
      requireOption("drift/adwin", options, name, holds, words);
    const whole = (x: number, least: number) =>
      Number.isInteger(x) && x >= least;
    need("delta", delta > 0 && delta < 1, "a share between 0 and 1");
    need("clock", whole(clock, 1), "a whole number from 1");
    need("maxBuckets", whole(maxBuckets, 1), "a whole number from 1");
    need("minWindowLength", whole(minWindowLength, 1), "a whole number from 1");
    need("gracePeriod", whole(gracePeriod, 0), "a whole number from 0");
    need(
      "after",
      ["reset", "shrink"].includes(after),
      'one of "reset", "shrink"',
    );
  },
  init: () => ({
    tick: 0,
    width: 0,
    total: 0,
    squares: 0,
    used: [],
    sums: [],
    spreads: [],
  }),
  step(state, value, options): Signal {
    if (!Number.isFinite(value)) return "none";
    insert(state, value, options.maxBuckets);
    if (
      ++state.tick % options.clock !== 0 || state.width <= options.gracePeriod
    ) return "none";
    if (!hasCut(state, options)) return "none";
    if (options.after === "reset") {
      state.tick =
        state.width =
        state.total =
        state.squares =
          0;
      state.used.length = 0;
    } else {
      do dropOldest(state, options.maxBuckets); while (
        state.width > options.gracePeriod && hasCut(state, options)
      );
    }
    return "drift";
  },
});

function insert(state: AdwinState, value: number, most: number): void {
  const { used } = state;
  if (state.width > 0) {
    const off = value - state.total / state.width;
    state.squares += state.width * off * off / (state.width + 1);
  }
  state.width++;
  state.total += value;
  if (used.length === 0) addSize(state, most);
  state.sums[used[0]!] = value;
  state.spreads[used[0]!] = 0;
  used[0]!++;
  for (let size = 0, values = 1; used[size] === most + 1; size++, values *= 2) {
    mergeTwo(state, size, values, most);
  }
}

/** Makes the two oldest buckets of a size one bucket of the next. */
function mergeTwo(
  state: AdwinState,
  size: number,
  values: number,
  most: number,
): void {
  const { used, sums, spreads } = state;
  if (used.length === size + 1) addSize(state, most);
  const from = size * (most + 1);
  const to = from + most + 1 + used[size + 1]!;
  const off = (sums[from]! - sums[from + 1]!) / values;
  sums[to] = sums[from]! + sums[from + 1]!;
  spreads[to] = spreads[from]! + spreads[from + 1]! + values * off * off / 2;
  used[size + 1]!++;
  dropFirst(state, size, most, 2);
}

function addSize({ used, sums, spreads }: AdwinState, most: number): void {
  used.push(0);
  while (sums.length < used.length * (most + 1)) {
    sums.push(0);
    spreads.push(0);
  }
}

function dropFirst(
  { used, sums, spreads }: AdwinState,
  size: number,
  most: number,
  count: number,
): void {
  const from = size * (most + 1);
  const left = used[size] = used[size]! - count;
  for (let i = from; i < from + left; i++) {
    sums[i] = sums[i + count]!;
    spreads[i] = spreads[i + count]!;
  }
}

function dropOldest(state: AdwinState, most: number): void {
  const { used, sums, spreads } = state;
  const size = used.length - 1, at = size * (most + 1), n = 2 ** size;
  state.width -= n;
  state.total -= sums[at]!;
  const off = sums[at]! / n - state.total / state.width;
  state.squares -= spreads[at]! +
    n * state.width * off * off / (n + state.width);
  dropFirst(state, size, most, 1);
  if (used[size] === 0) used.pop();
}

/** Whether any cut alarms, from the oldest on. */
function hasCut(state: AdwinState, options: AdwinOptions): boolean {
  const { used, sums, width, total } = state;
  const { minWindowLength: least, maxBuckets: most } = options;
  const d = Math.log(2 * Math.log(width) / options.delta);
  const linear = 2 / 3 * d, square = 2 * d * state.squares / width;
  let n0 = 0, sum0 = 0, values = 2 ** (used.length - 1);
  for (let size = used.length - 1; size >= 0; size--, values /= 2) {
    const from = size * (most + 1);
    for (let i = from; i < from + used[size]!; i++) {
      n0 += values;
      sum0 += sums[i]!;
      const n1 = width - n0;
      if (n1 < least || n1 === 0) return false;
      if (n0 < least) continue;
      // |mean0 - mean1| - linear / m and its square, both sides times n0 n1 a b: division is what costs.
      const a = n0 - least + 1, b = n1 - least + 1, ab = a * b, n01 = n0 * n1;
      const gap = Math.abs(sum0 * n1 - (total - sum0) * n0);
      const rest = gap * ab - linear * (a + b) * n01;
      if (rest > 0 && rest * rest > square * (a + b) * ab * n01 * n01) {
        return true;
      }
    }
  }
  return false;
}
