import { gammainc } from "./stdlib.js";

/** Mean and variance of a figure when nothing changed. */
export interface NullLaw {
  readonly mean: number;
  readonly variance: number;
}

const SEGMENTS = 200;

/**
 * Mean and variance of the integral of |B(F(x))|^power dx, B the Brownian bridge: what a distance between two large
 * samples of one distribution tends to, times (n m / (n + m))^(power / 2).
 *
 * `widths` are the distances between neighbouring values, `cdf` the pooled share of rows at or below the left one. More
 * than 200 steps are added up into segments of equal weight. Source: Shorack and Wellner, Empirical Processes, 1986,
 * chapter 5; covariance of |X| and |Y|: Kamat 1953.
 */
export function bridgeLaw(
  widths: ArrayLike<number>,
  cdf: ArrayLike<number>,
  power: 1 | 2,
): NullLaw {
  const { w, f } = segments(widths, cdf);
  const k = w.length;
  let mean = 0, variance = 0;
  for (let i = 0; i < k; i++) {
    const s = f[i]!, own = s * (1 - s);
    mean += w[i]! * (power === 1 ? Math.sqrt(2 * own / Math.PI) : own);
    for (let j = i; j < k; j++) {
      const t = f[j]!, shared = s * (1 - t);
      const product = w[i]! * w[j]! * (i === j ? 1 : 2);
      if (power === 2) variance += product * 2 * shared * shared;
      else {
        const deviations = Math.sqrt(own * t * (1 - t));
        const r = deviations > 0 ? Math.min(1, shared / deviations) : 0;
        variance += product * deviations * 2 / Math.PI *
          (Math.sqrt(1 - r * r) + r * Math.asin(r) - 1);
      }
    }
  }
  return { mean, variance };
}

function segments(widths: ArrayLike<number>, cdf: ArrayLike<number>) {
  const weight = (i: number) =>
    widths[i]! * Math.sqrt(Math.max(0, cdf[i]! * (1 - cdf[i]!)));
  let whole = 0;
  for (let i = 0; i < widths.length; i++) whole += weight(i);
  const w: number[] = [], f: number[] = [];
  let width = 0, moment = 0, held = 0;
  const flush = () => {
    if (width > 0) {
      w.push(width);
      f.push(Math.min(1, Math.max(0, moment / width)));
    }
    width = moment = held = 0;
  };
  for (let i = 0; i < widths.length; i++) {
    if (!(widths[i]! > 0)) continue;
    if (held > 0 && held + weight(i) > whole / SEGMENTS) flush();
    width += widths[i]!;
    moment += widths[i]! * cdf[i]!;
    held += weight(i);
  }
  flush();
  return { w, f };
}

/**
 * Probability that a gamma variable of that mean and variance is above x: the usual approximation to a weighted sum of
 * chi-squares. Shape: x, law -> 0..1; for variance 0 it is 1 up to the mean and 0 above.
 */
export function gammaSf(x: number, { mean, variance }: NullLaw): number {
  if (!(x > 0)) return 1;
  if (!(variance > 0) || !(mean > 0)) return x > mean ? 0 : 1;
  return gammainc(x * mean / variance, mean * mean / variance, true, true);
}
