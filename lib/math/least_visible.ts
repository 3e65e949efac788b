import {
  BODY_CONSTANT,
  LEAST_BODY_CHANGE,
  leastShareChange,
} from "./minimum_effect.ts";
import { normalQuantile } from "./special.ts";

/** A test finds a change that lies this many standard errors above its limit in four of five cases. */
const POWER = 0.84;

/**
 * The smallest rise of a rare share (fall of a frequent one) that `shareChangeP` finds at a level in four of five cases, at most 1.
 *
 * Formula: delta + z s0 + 0.84 s1, the standard errors at the edge of what matters and at the change itself; for a share that is not rare
 * about delta + (z + 0.84) sqrt(p (1 - p) / nh) with nh = n m / (n + m). Shape: share, level, rows n, m -> 0..1. With `df`,
 * Student's t in place of the normal.
 */
export function leastVisibleShare(
  share: number,
  level: number,
  n: number,
  m: number,
  df = Infinity,
): number {
  const least = leastShareChange(share);
  let change = least;
  for (let i = 0; i < 40; i++) {
    const next = least + shareSpread(share, change, level, n, m, df);
    if (!(next < 1)) return 1;
    if (Math.abs(next - change) < 1e-9) break;
    change = next;
  }
  return change;
}

/** Rows that each side needs for `shareChangeP` to find a change in four of five cases. */
export function rowsForShare(
  share: number,
  level: number,
  change: number,
  df = Infinity,
): number {
  const spread = shareSpread(share, change, level, 1, 1, df);
  return Math.ceil((spread / (change - leastShareChange(share))) ** 2);
}

function shareSpread(
  share: number,
  change: number,
  level: number,
  n: number,
  m: number,
  df: number,
): number {
  const rare = Math.min(share, 1 - share), now = Math.min(1, rare + change);
  const least = leastShareChange(rare), relative = least === 0.25 * rare;
  const ratio = relative ? 1.25 : 1, shift = relative ? 0 : least;
  const a = Math.max(0, n * rare + m * (now - shift)) / (n + ratio * m);
  const b = Math.min(1, ratio * a + shift);
  const error = (then: number, now: number) =>
    Math.sqrt(now * (1 - now) / m + ratio ** 2 * then * (1 - then) / n);
  return upperT(level / 2, df) * error(a, b) + POWER * error(rare, now);
}

/**
 * The smallest distance of two distribution functions that `bodyChangeP` finds at a level in four of five cases, at most 1.
 *
 * Formula: 0.02 + (sqrt(ln(2.17 / level) / 2) + 0.42) / sqrt(nh). Shape: level, rows n, m -> 0..1. `df` as in `bodyChangeP`.
 */
export function leastVisibleBody(
  level: number,
  n: number,
  m: number,
  df = Infinity,
): number {
  const spread = bodySpread(level, df) * Math.sqrt((n + m) / (n * m));
  return Math.min(1, LEAST_BODY_CHANGE + spread);
}

/** Rows that each side needs for `bodyChangeP` to find a change in four of five cases. */
export function rowsForBody(
  level: number,
  change: number,
  df = Infinity,
): number {
  const spread = bodySpread(level, df);
  return Math.ceil(2 * (spread / (change - LEAST_BODY_CHANGE)) ** 2);
}

function bodySpread(level: number, df: number): number {
  const log = Math.log(BODY_CONSTANT / level);
  const half = df < Infinity ? df / 2 * Math.expm1(2 * log / df) : log;
  return Math.sqrt(half / 2) + POWER / 2;
}

/** The t above which Student's t lies with probability p, by Cornish and Fisher's series; infinite under 4 degrees of freedom. */
function upperT(p: number, df: number): number {
  const z = -normalQuantile(p);
  if (df === Infinity) return z;
  if (df < 4) return Infinity;
  return z + (z ** 3 + z) / (4 * df) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * df ** 2);
}
