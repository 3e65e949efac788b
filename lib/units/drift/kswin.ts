import { twoSampleKolmogorov } from "../../math/mod.ts";
import { type Signal, stream } from "../../check/mod.ts";
import { requireOption } from "./require_option.ts";

/** Options of `kswin`. */
export interface KswinOptions {
  /** p-value of one comparison that is an alarm, defaults to 1e-9. */
  readonly alpha: number;
  /** Values that are kept, defaults to 400. */
  readonly windowSize: number;
  /** Newest values that are compared with as many older ones, defaults to 100. */
  readonly statSize: number;
  /** Seed of the draw among the older values, defaults to 1. */
  readonly seed: number;
}

/** What `kswin` keeps: the window as a ring, its order by value, and the draw. */
export interface KswinState {
  /** Values by slot; the oldest stands at `start` once the window is full. */
  values: number[];
  start: number;
  /** Slots in ascending order of their values. */
  order: number[];
  /** Older places in a random order, and when each slot was drawn last. */
  deck: number[];
  drawn: number[];
  draws: number;
  random: number;
  /** Least distance, in values of `statSize`, that is an alarm. */
  critical: number;
}

/**
 * Kolmogorov-Smirnov windowing: whether the newest values are distributed as a random draw of the older window.
 *
 * Formula: two-sample Kolmogorov-Smirnov distance of the newest `statSize` values and as many of the older ones, drawn
 * anew at each value; an alarm when its exact p-value is at most `alpha` and the distance above 0.1. Shape: values one by
 * one -> signal; memory and time O(windowSize). Unit: statistic. Edge cases: NaN and infinities are passed over; a
 * constant never alarms; it forgets all beyond its window and sees only large changes (0.45 of the distribution at the
 * defaults). Calibrated in test/bench/stream_alarms.bench.ts. Source: Raab et al. 2020; river.drift.KSWIN but for the
 * random numbers.
 */
export const kswin = stream<KswinOptions, KswinState>({
  id: "drift/kswin",
  unit: "statistic",
  better: "none",
  defaults: { alpha: 1e-9, windowSize: 400, statSize: 100, seed: 1 },
  validate(options) {
    const { alpha, windowSize, statSize, seed } = options;
    const need = (name: string, holds: boolean, words: string) =>
      requireOption("drift/kswin", options, name, holds, words);
    need("alpha", alpha > 0 && alpha < 1, "a share between 0 and 1");
    need(
      "statSize",
      Number.isInteger(statSize) && statSize >= 2,
      "a whole number from 2",
    );
    need(
      "windowSize",
      Number.isInteger(windowSize) && windowSize >= 2 * statSize,
      "a whole number from twice statSize",
    );
    need("seed", Number.isInteger(seed), "a whole number");
  },
  init(options) {
    const { windowSize, statSize, alpha, seed } = options;
    return {
      values: [],
      start: 0,
      order: [],
      deck: Array.from({ length: windowSize - statSize }, (_, i) => i),
      drawn: Array.from({ length: windowSize }, () => 0),
      draws: 0,
      random: seed | 0,
      critical: criticalCount(statSize, alpha),
    };
  },
  step(state, value, options): Signal {
    if (!Number.isFinite(value)) return "none";
    const { windowSize, statSize } = options;
    push(state, value, windowSize);
    if (state.values.length < windowSize) return "none";
    draw(state, statSize, windowSize);
    if (!isFar(state, statSize, windowSize)) return "none";
    state.values.length = state.order.length = state.start = 0;
    return "drift";
  },
});

/** Puts a value in the oldest one's slot and moves the slots between the two in the order by one. */
function push(state: KswinState, value: number, size: number): void {
  const { values, order } = state;
  let slot = values.length, at = slot;
  if (slot < size) {
    values.push(value);
    order.push(slot);
  } else {
    slot = state.start;
    state.start = slot + 1 === size ? 0 : slot + 1;
    at = order.indexOf(slot);
    values[slot] = value;
  }
  while (at > 0 && values[order[at - 1]!]! > value) order[at] = order[--at]!;
  const last = order.length - 1;
  while (at < last && values[order[at + 1]!]! < value) order[at] = order[++at]!;
  order[at] = slot;
}

/** Draws older places without replacement: the first steps of a shuffle. */
function draw(state: KswinState, count: number, size: number): void {
  const { deck, drawn, start } = state;
  const stamp = ++state.draws, older = deck.length;
  let random = state.random;
  for (let i = 0; i < count; i++) {
    random = (random + 0x6d2b79f5) | 0;
    let bits = Math.imul(random ^ (random >>> 15), random | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    const unit = ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
    const j = i + Math.floor(unit * (older - i));
    const place = deck[j]!;
    deck[j] = deck[i]!;
    deck[i] = place;
    const slot = start + place;
    drawn[slot < size ? slot : slot - size] = stamp;
  }
  state.random = random;
}

function isFar(state: KswinState, count: number, size: number): boolean {
  const { values, order, drawn, start, draws, critical } = state;
  const older = size - count;
  let ahead = 0;
  for (let i = 0; i < size; i++) {
    const slot = order[i]!;
    const place = slot >= start ? slot - start : slot - start + size;
    if (place >= older) ahead++;
    else if (drawn[slot] === draws) ahead--;
    else continue;
    if (ahead < critical && ahead > -critical) continue;
    // Equal values count together.
    let rest = ahead;
    for (
      let k = i + 1;
      k < size && values[order[k]!] === values[slot];
      k++
    ) {
      const next = order[k]!;
      const at = next >= start ? next - start : next - start + size;
      if (at >= older) rest++;
      else if (drawn[next] === draws) rest--;
    }
    if (rest >= critical || rest <= -critical) return true;
  }
  return false;
}

function criticalCount(size: number, alpha: number): number {
  let count = Math.floor(size / 10) + 1;
  while (
    count <= size && twoSampleKolmogorov(size, size, count / size) > alpha
  ) count++;
  return count;
}
