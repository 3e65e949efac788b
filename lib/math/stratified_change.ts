import { hypergeometricSf, leastShareChange } from "./minimum_effect.ts";
import { normalQuantile, normalSf, tTwoSided } from "./special.ts";

/** Rows of one stratum: `x` of `n` marked then, `y` of `m` now. */
export interface Stratum {
  readonly x: number;
  readonly n: number;
  readonly y: number;
  readonly m: number;
}

/** How a share changed among rows that are alike. */
export interface StratifiedChange {
  /** The share then and now, both over strata weighted alike. */
  readonly then: number;
  readonly now: number;
  /** Now minus then. */
  readonly change: number;
  /** Its 95 % interval. */
  readonly interval: readonly [number, number];
  /** Of a change larger than `leastShareChange` of the share then. */
  readonly pValue: number;
  /** Rows a side of one stratum that would say as much. */
  readonly rows: number;
}

/**
 * The change of a share within strata: differences weighted by n m / (n + m), so that rows which moved between strata make none.
 *
 * The p-value is the larger of the exact one under equality (the sum of each stratum's hypergeometric variable; from a variance of
 * 25 on normal with Cochran, Mantel and Haenszel's variance and a continuity correction) and the normal one for the margin, at shares on its
 * edge that fit both sides. Of one stratum it is about `shareChangeP`. Shape: counts -> change in -1..1. Edge cases: undefined
 * when no stratum has rows on both sides. With `df`, Student's t in place of the normal. Source: Mantel and Haenszel 1959.
 */
export function stratifiedChange(
  strata: readonly Stratum[],
  df = Infinity,
): StratifiedChange | undefined {
  const live = strata.filter(({ n, m }) => n > 0 && m > 0);
  const weight = ({ n, m }: Stratum) => n * m / (n + m);
  const all = sum(live, weight);
  if (!(all > 0)) return undefined;
  const then = sum(live, (s) => weight(s) * s.x / s.n) / all;
  const now = sum(live, (s) => weight(s) * s.y / s.m) / all;
  const change = now - then;
  // a row more of each kind keeps the variance of a share of 0 or 1 from being none
  const smooth = (x: number, n: number) => (x + 1) / (n + 2);
  const error = Math.sqrt(sum(live, (s) => {
    const p = smooth(s.x, s.n), q = smooth(s.y, s.m);
    return weight(s) ** 2 * (p * (1 - p) / s.n + q * (1 - q) / s.m);
  })) / all;
  const half = normalQuantile(0.975) * error;
  return {
    then,
    now,
    change,
    interval: [Math.max(-1, change - half), Math.min(1, change + half)],
    pValue: change === 0 ? 1 : Math.min(
      1,
      Math.max(
        equalP(live, Math.sign(change), df),
        edgeP(live, then, now, all, df),
      ),
    ),
    rows: 2 * all,
  };
}

/** A sum of hypergeometric variables with a larger variance is taken as normal. */
const NORMAL_FROM = 25;

function equalP(strata: readonly Stratum[], sign: number, df: number): number {
  let off = 0, variance = 0;
  for (const { x, n, y, m } of strata) {
    const marked = x + y, rows = n + m, share = marked / rows;
    off += y - m * share;
    if (rows > 1) {
      variance += n * m / rows * share * (1 - share) * rows / (rows - 1);
    }
  }
  if (!(variance > 0)) return 1;
  if (variance < NORMAL_FROM) return 2 * exactTail(strata, sign);
  return twoSided(Math.max(0, Math.abs(off) - 0.5) / Math.sqrt(variance), df);
}

/** Probability that so many of the marked rows, or more (fewer for a negative sign), are on the current side; by convolution. */
function exactTail(strata: readonly Stratum[], sign: number): number {
  let masses = [1], least = 0, seen = 0;
  for (const { x, n, y, m } of strata) {
    const marked = Math.round(x + y), now = Math.round(m);
    const rows = Math.round(n) + now;
    const from = Math.max(0, marked - (rows - now)), to = Math.min(marked, now);
    const upper = Array.from(
      { length: to - from + 2 },
      (_, i) =>
        i === 0 ? 1 : i > to - from ? 0 : hypergeometricSf(
          from + i,
          marked,
          now,
          rows,
        ),
    );
    const own = upper.slice(0, -1).map((p, i) => p - upper[i + 1]!);
    const next = Array<number>(masses.length + own.length - 1).fill(0);
    masses.forEach((p, i) => own.forEach((q, j) => next[i + j]! += p * q));
    masses = next;
    least += from;
    seen += Math.round(y);
  }
  const at = seen - least;
  return masses.reduce(
    (tail, p, i) => (sign > 0 ? i >= at : i <= at) ? tail + p : tail,
    0,
  );
}

function edgeP(
  strata: readonly Stratum[],
  then: number,
  now: number,
  all: number,
  df: number,
): number {
  if (then > 0.5) {
    const mirrored = strata.map(({ x, n, y, m }) => ({
      x: n - x,
      n,
      y: m - y,
      m,
    }));
    return edgeP(mirrored, 1 - then, 1 - now, all, df);
  }
  const up = now > then, least = leastShareChange(then);
  const beyond = Math.abs(now - then) - least;
  if (beyond <= 0) return 1;
  const relative = least === 0.25 * then;
  const ratio = relative ? up ? 1.25 : 0.75 : 1;
  const shift = relative ? 0 : up ? least : -least;
  const variance = sum(strata, ({ x, n, y, m }) => {
    const a = clamp((x + y - m * shift) / (n + ratio * m));
    const b = clamp(ratio * a + shift), weight = n * m / (n + m);
    return weight ** 2 * (b * (1 - b) / m + ratio ** 2 * a * (1 - a) / n);
  });
  return twoSided(beyond * all / Math.sqrt(variance), df);
}

function twoSided(z: number, df: number): number {
  return df < Infinity ? tTwoSided(z, df) : 2 * normalSf(z);
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function sum(
  strata: readonly Stratum[],
  of: (stratum: Stratum) => number,
): number {
  return strata.reduce((total, stratum) => total + of(stratum), 0);
}
