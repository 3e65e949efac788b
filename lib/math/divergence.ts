import { chiSquareSf } from "./special.ts";

/** Sum of an array of numbers. */
export function total(xs: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += xs[i]!;
  return sum;
}

/**
 * Population stability index of two vectors of counts: sum of (q - p) ln(q / p) over shares, none below `epsilon`.
 *
 * Shape: counts, counts -> nats, 0 and up.
 */
export function psiOf(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
  epsilon: number,
): number {
  const n = total(p), m = total(q);
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const a = Math.max(p[i]! / n, epsilon), b = Math.max(q[i]! / m, epsilon);
    sum += (b - a) * Math.log(b / a);
  }
  return sum;
}

/**
 * Jensen-Shannon distance of two vectors of counts: the root of the mean divergence of both from their middle, base 2.
 *
 * Shape: counts, counts -> 0..1, 1 for disjoint. Source: Endres and Schindelin 2003; equals
 * scipy.spatial.distance.jensenshannon(p, q, base=2).
 */
export function jensenShannonOf(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
): number {
  const n = total(p), m = total(q);
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const a = p[i]! / n, b = q[i]! / m, middle = (a + b) / 2;
    if (a > 0) sum += a * Math.log2(a / middle) / 2;
    if (b > 0) sum += b * Math.log2(b / middle) / 2;
  }
  return Math.sqrt(Math.max(0, sum));
}

/** A test's figure and the probability of one this far out if nothing changed. */
export interface Tested {
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
}

/**
 * Chi-square test that two samples were drawn from one distribution over categories (homogeneity, both sides random).
 *
 * Formula: sum over cells of (observed - expected)^2 / expected with expected from the pooled shares; empty categories
 * do not count. Source: Pearson 1900; equals scipy.stats.chi2_contingency(correction=False).
 */
export function homogeneity(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
): Tested {
  const n = total(p), m = total(q);
  let statistic = 0, live = 0;
  for (let i = 0; i < p.length; i++) {
    const pooled = p[i]! + q[i]!;
    if (pooled === 0) continue;
    live++;
    const e = pooled * n / (n + m), f = pooled * m / (n + m);
    statistic += (p[i]! - e) ** 2 / e + (q[i]! - f) ** 2 / f;
  }
  const df = live - 1;
  return {
    statistic,
    df,
    pValue: df > 0 ? chiSquareSf(statistic, df) : 1,
  };
}
