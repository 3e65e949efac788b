import { total } from "./divergence.ts";
import {
  chiSquareSf,
  fSf,
  normalSf,
  normalTwoSided,
  tTwoSided,
} from "./special.ts";
import { betainc, gammaln } from "./stdlib.js";

/**
 * The smallest change of a share that matters: a quarter of a rare share, at most 2 points, at least 0.05 points.
 *
 * Shape: reference share -> share.
 */
export function leastShareChange(share: number): number {
  return Math.min(
    0.02,
    Math.max(0.0005, 0.25 * Math.min(share, 1 - share)),
  );
}

/**
 * Probability of so large a change of a share if the true change was at most `leastShareChange`.
 *
 * The larger of the exact conditional probability under equality (twice the hypergeometric tail; normal above 2,000
 * expected) and the one for the margin, at shares on its edge that fit both sides. Shape: x1 of n, x2 of m -> 0..1. Edge cases: 1 for an empty side. Rows in
 * clusters: counts divided by their design effects, and `df` of those, for Student's t in place of the normal.
 */
export function shareChangeP(
  x1: number,
  n: number,
  x2: number,
  m: number,
  df = Infinity,
): number {
  if (!(n > 0) || !(m > 0)) return 1;
  const p1 = x1 / n, p2 = x2 / m, pooled = (x1 + x2) / (n + m);
  const se = Math.sqrt(
    Math.max(pooled * (1 - pooled), 1e-300) * (1 / n + 1 / m),
  );
  const z = Math.abs(p2 - p1) / se;
  if (!(z > 2)) return 1;
  const margin = marginP(x1, n, x2, m, df);
  const marked = x1 + x2, all = n + m;
  const expected = Math.min(marked, all - marked) * Math.min(n, m) / all;
  const exact = expected > 2000
    ? normalTwoSided(z)
    : 2 * (p2 > p1
      ? hypergeometricSf(x2, marked, m, all)
      : hypergeometricSf(x1, marked, n, all));
  return Math.min(1, Math.max(exact, margin));
}

/** Under this share counts are taken as rare: given their sum, those of a side are binomial. */
const RARE = 0.05;

/**
 * Probability of so large a change where the true one is just the least that matters.
 *
 * The shares at that edge are those that fit both sides together, so that also an estimated quarter of the reference's share
 * is allowed for. Normal (t of clusters); of rare shares at least the conditional binomial one.
 */
function marginP(
  x1: number,
  n: number,
  x2: number,
  m: number,
  df: number,
): number {
  if (x1 > n / 2) return marginP(n - x1, n, m - x2, m, df);
  const p1 = x1 / n, p2 = x2 / m, up = p2 > p1, least = leastShareChange(p1);
  const beyond = Math.abs(p2 - p1) - least;
  if (beyond <= 0) return 1;
  const relative = least === 0.25 * p1;
  const ratio = relative ? up ? 1.25 : 0.75 : 1;
  const shift = relative ? 0 : up ? least : -least;
  const marked = x1 + x2;
  const a = clamp((marked - m * shift) / (n + ratio * m));
  const b = clamp(ratio * a + shift);
  const z = beyond / Math.sqrt(b * (1 - b) / m + ratio ** 2 * a * (1 - a) / n);
  const normal = df < Infinity ? tTwoSided(z, df) : 2 * normalSf(z);
  if (marked >= RARE * (n + m)) return normal;
  const now = m * b / (n * a + m * b);
  const tail = up
    ? betainc(now, x2, marked - x2 + 1)
    : betainc(1 - now, marked - x2, x2 + 1);
  return Math.max(normal, 2 * tail);
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** P(X >= x) for X marked among `drawn` of `all` of which `marked` are marked; the tail summed by ratio. */
export function hypergeometricSf(
  x: number,
  marked: number,
  drawn: number,
  all: number,
): number {
  const choose = (a: number, b: number) =>
    gammaln(a + 1) - gammaln(b + 1) - gammaln(a - b + 1);
  let term = Math.exp(
    choose(marked, x) + choose(all - marked, drawn - x) - choose(all, drawn),
  );
  let sum = term;
  const most = Math.min(marked, drawn);
  for (let k = x; k < most && term > 1e-13 * sum; k++) {
    term *= (marked - k) * (drawn - k) /
      ((k + 1) * (all - marked - drawn + k + 1));
    sum += term;
  }
  return Math.min(1, sum);
}

/**
 * Probability of so large a distance D between two distribution functions if the true one was at most 0.02.
 *
 * Formula: 2.17 exp(-2 nh max(D - 0.02, 0)^2), nh = n m / (n + m): DKW-Massart for two samples. Valid at any n, any
 * ties and any edges. Source: Massart 1990; constant of Wei and Dudley 2012. Rows in clusters: rows divided by their design
 * effects, and `df` of those: (1 + z^2 / df)^(-df / 2) in place of exp(-z^2 / 2).
 */
export function bodyChangeP(
  distance: number,
  n: number,
  m: number,
  df = Infinity,
): number {
  const nh = n * m / (n + m);
  const half = 2 * nh * Math.max(distance - LEAST_BODY_CHANGE, 0) ** 2;
  const tail = df < Infinity
    ? Math.exp(-df / 2 * Math.log1p(2 * half / df))
    : Math.exp(-half);
  return Math.min(1, BODY_CONSTANT * tail);
}

/** The two-sample constant of the DKW-Massart bound at any n. */
export const BODY_CONSTANT = 2.17;

/** The smallest distance of distribution functions that matters: 2 points of the rows. */
export const LEAST_BODY_CHANGE = 0.02;

/**
 * Probability of so different bins if the true difference was at most w0 = 0.10 (a PSI of about 0.01).
 *
 * Homogeneity chi-square against a noncentral one with lambda = nh w0^2 (Patnaik's approximation), at least the central
 * one. Bins that expect fewer than 5 rows on a side are merged. Shape: counts, counts -> 0..1. Rows in clusters: counts
 * divided by their design effects, and `clusters` degrees of freedom of those, for F in place of chi-square.
 */
export function shapeChangeP(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
  clusters = Infinity,
): number {
  const n = total(p), m = total(q), nh = n * m / (n + m);
  if (!(nh > 0)) return 1;
  let statistic = 0, live = 0, restP = 0, restQ = 0;
  const add = (a: number, b: number) => {
    const pooled = (a + b) / (n + m);
    statistic += nh * (a / n - b / m) ** 2 / pooled;
    live++;
  };
  for (let i = 0; i < p.length; i++) {
    const a = p[i]!, b = q[i]!;
    if ((a + b) * Math.min(n, m) / (n + m) >= 5) add(a, b);
    else {
      restP += a;
      restQ += b;
    }
  }
  if ((restP + restQ) * Math.min(n, m) / (n + m) >= 5) add(restP, restQ);
  if (live < 2) return 1;
  const df = live - 1, lambda = nh * 0.01;
  const h = (df + lambda) ** 2 / (df + 2 * lambda);
  const c = (df + 2 * lambda) / (df + lambda);
  const sf = (x: number, df: number) =>
    clusters < Infinity ? fSf(x / df, df, clusters) : chiSquareSf(x, df);
  return Math.max(sf(statistic, df), sf(statistic / c, h));
}

/**
 * Probability that the `k` largest of n + m exchangeable values all fall among the m current ones, both sides.
 *
 * Formula: 2 m! (n + m - k)! / ((m - k)! (n + m)!). Counts only when k is over half a percent of m; else 1.
 */
export function beyondRangeP(k: number, n: number, m: number): number {
  if (!(k / m > 0.005)) return 1;
  return Math.min(
    1,
    2 * Math.exp(
      gammaln(m + 1) - gammaln(m - k + 1) - gammaln(n + m + 1) +
        gammaln(n + m - k + 1),
    ),
  );
}
