import {
  BODY_CONSTANT,
  LEAST_BODY_CHANGE,
  leastShareChange,
} from "./minimum_effect.ts";
import { normalQuantile } from "./special.ts";

/** A test finds a change that lies this many standard errors above its limit in four of five cases. */
const POWER = 0.84;

/**
 * The smallest change of a share that `shareChangeP` finds at a level in four of five cases, at most 1.
 *
 * Formula: delta + (z + 0.84) sqrt(p (1 - p) / nh), nh = n m / (n + m), p half way to the changed share, so that it also holds
 * where hardly any row has it. Shape: share, level, rows n, m -> 0..1. With `df`, Student's t in place of the normal.
 */
export function leastVisibleShare(
  share: number,
  level: number,
  n: number,
  m: number,
  df = Infinity,
): number {
  const nh = n * m / (n + m), least = leastShareChange(share);
  let change = least;
  for (let i = 0; i < 40; i++) {
    const next = least + shareSpread(share, change, level, df) / Math.sqrt(nh);
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
  const spread = shareSpread(share, change, level, df);
  return rowsFor(spread, change - leastShareChange(share));
}

function shareSpread(share: number, change: number, level: number, df: number) {
  const rare = Math.min(share, 1 - share);
  const p = Math.min(0.5, rare + change / 2);
  return (upperT(level / 2, df) + POWER) * Math.sqrt(p * (1 - p));
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
  return rowsFor(bodySpread(level, df), change - LEAST_BODY_CHANGE);
}

function bodySpread(level: number, df: number): number {
  const log = Math.log(BODY_CONSTANT / level);
  const half = df < Infinity ? df / 2 * Math.expm1(2 * log / df) : log;
  return Math.sqrt(half / 2) + POWER / 2;
}

function rowsFor(spread: number, above: number): number {
  return Math.ceil(2 * (spread / above) ** 2);
}

/** The t above which Student's t lies with probability p, by Cornish and Fisher's series; infinite under 4 degrees of freedom. */
function upperT(p: number, df: number): number {
  const z = -normalQuantile(p);
  if (df === Infinity) return z;
  if (df < 4) return Infinity;
  return z + (z ** 3 + z) / (4 * df) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * df ** 2);
}
