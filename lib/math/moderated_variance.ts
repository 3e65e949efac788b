import { digamma, trigamma, trigammaInverse } from "./polygamma.ts";

/** What many variances have in common: as good as a variance `value` seen with `df` more degrees of freedom. */
export interface VariancePrior {
  readonly df: number;
  readonly value: number;
}

/** More is not told from infinitely many. */
const MOST_DF = 1000;

/**
 * The common prior of many variances of few observations each, by the moments of their logarithms.
 *
 * Formula: e = ln s2 - psi(df/2) + ln(df/2); trigamma(d0/2) = var e - mean trigamma(df/2); ln s0 = mean e + psi(d0/2) -
 * ln(d0/2). Shape: variances and their degrees of freedom -> prior. Edge cases: variances of 0 are left out; df 0 and value
 * 1 for fewer than two; df at most 1,000. Source: Smyth 2004, limma's fitFDist.
 */
export function variancePrior(
  variances: ArrayLike<number>,
  degrees: ArrayLike<number>,
): VariancePrior {
  let count = 0, mean = 0, spread = 0, noise = 0;
  for (let i = 0; i < variances.length; i++) {
    const half = degrees[i]! / 2;
    if (!(variances[i]! > 1e-12) || !(half > 0)) continue;
    const e = Math.log(variances[i]!) - logBias(half), from = e - mean;
    count++;
    mean += from / count;
    spread += from * (e - mean);
    noise += tri(half);
  }
  if (count < 2) return { df: 0, value: 1 };
  const excess = spread / (count - 1) - noise / count;
  if (excess <= trigamma(MOST_DF / 2)) {
    return { df: MOST_DF, value: Math.exp(mean) };
  }
  const half = trigammaInverse(excess);
  return { df: 2 * half, value: Math.exp(mean + logBias(half)) };
}

/**
 * A variance drawn towards the prior: what is expected of it, given itself and all others.
 *
 * Formula: (d0 s0 + df s2) / (d0 + df), worth d0 + df degrees of freedom. Shape: number -> number.
 */
export function moderatedVariance(
  variance: number,
  df: number,
  prior: VariancePrior,
): number {
  return (prior.df * prior.value + df * variance) / (prior.df + df);
}

const logBias = remembered((half) => digamma(half) - Math.log(half));
const tri = remembered(trigamma);

/** The degrees of freedom of many variances are mostly the same. */
function remembered(of: (x: number) => number): (x: number) => number {
  let last = NaN, value = NaN;
  return (x) => {
    if (x !== last) {
      last = x;
      value = of(x);
    }
    return value;
  };
}
