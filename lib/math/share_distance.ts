import { total } from "./divergence.ts";

/**
 * Total variation distance of two vectors of counts: the share of rows that would have to change cell.
 *
 * Formula: sum |p - q| / 2 over shares. Shape: counts, counts -> 0..1.
 */
export function totalVariationOf(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
): number {
  const n = total(p), m = total(q);
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += Math.abs(p[i]! / n - q[i]! / m);
  return sum / 2;
}

/** Largest change of a single cell's share. Formula: max |p - q|. Shape: counts, counts -> 0..1. */
export function largestShift(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
): number {
  const n = total(p), m = total(q);
  let most = 0;
  for (let i = 0; i < p.length; i++) {
    most = Math.max(most, Math.abs(p[i]! / n - q[i]! / m));
  }
  return most;
}

/**
 * Hellinger distance of two vectors of counts. Formula: root of half the sum of (sqrt p - sqrt q)^2, which keeps its
 * digits near 0 where sqrt(1 - sum sqrt(p q)) does not. Shape: counts, counts -> 0..1.
 */
export function hellingerOf(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
): number {
  const n = total(p), m = total(q);
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    sum += (Math.sqrt(p[i]! / n) - Math.sqrt(q[i]! / m)) ** 2;
  }
  return Math.min(1, Math.sqrt(sum / 2));
}

/**
 * Kullback-Leibler divergence of reference from current: what coding reference rows with current shares costs more.
 *
 * Formula: sum of p ln(p / q) over shares, none below `epsilon`, both scaled to 1 again. Shape: counts, counts -> nats,
 * 0 and up. Source: Kullback and Leibler 1951; equals scipy.stats.entropy(p, q) of the floored shares.
 */
export function kullbackLeiblerOf(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
  epsilon: number,
): number {
  const floored = (side: ArrayLike<number>) => {
    const all = total(side);
    const shares = Float64Array.from(side, (x) => Math.max(x / all, epsilon));
    const sum = total(shares);
    return shares.map((x) => x / sum);
  };
  const a = floored(p), b = floored(q);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * Math.log(a[i]! / b[i]!);
  return Math.max(0, sum);
}
