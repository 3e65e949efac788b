import { normalSf } from "./special.ts";

/** One weight of a sum of chi-square variables, and how many of them (may be a fraction). */
export interface Weight {
  readonly weight: number;
  readonly times: number;
}

/**
 * Probability that a weighted sum of chi-square variables with one degree of freedom is above x.
 *
 * Lugannani and Rice's saddlepoint: within a few percent of the probability far into the tail, where fitted gammas are too
 * small. Shape: x, weights above 0 -> 0..1; 1 for x <= 0 and for no weights. Source: Kuonen 1999.
 */
export function weightedChiSquareSf(
  x: number,
  weights: readonly Weight[],
): number {
  const live = weights.filter(({ weight, times }) => weight > 0 && times > 0);
  if (!(x > 0) || !live.length) return 1;
  const sum = (of: (w: number) => number) =>
    live.reduce((s, { weight, times }) => s + times * of(weight), 0);
  const mean = sum((w) => w), variance = 2 * sum((w) => w * w);
  const largest = Math.max(...live.map(({ weight }) => weight));
  const first = (t: number) => sum((w) => w / (1 - 2 * w * t));
  let low = -live.reduce((s, { times }) => s + times, 0) / (2 * x) - 1 / x;
  let high = (1 - 1e-15) / (2 * largest);
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (first(middle) > x) high = middle;
    else low = middle;
  }
  const t = (low + high) / 2;
  const cumulant = -0.5 * sum((w) => Math.log1p(-2 * w * t));
  const second = 2 * sum((w) => (w / (1 - 2 * w * t)) ** 2);
  const r = Math.sign(t) * Math.sqrt(Math.max(0, 2 * (t * x - cumulant)));
  const v = t * Math.sqrt(second);
  if (Math.abs(x - mean) < 1e-4 * Math.sqrt(variance)) {
    const skew = 8 * sum((w) => w ** 3) / variance ** 1.5;
    return Math.min(1, Math.max(0, 0.5 - skew / (6 * Math.sqrt(2 * Math.PI))));
  }
  const bent = r + Math.log(v / r) / r;
  return Math.min(1, Math.max(0, normalSf(bent)));
}
