import { homogeneity, type Tested, total } from "./divergence.ts";
import { chiSquareSf } from "./special.ts";

/**
 * Chi-square of a 2 x 2 table with Yates' correction: each deviation smaller by a half, but not below 0.
 *
 * More than two live cells a side: homogeneity as it is. Source: Yates 1934; equals
 * scipy.stats.chi2_contingency(correction=True).
 */
export function yates(p: ArrayLike<number>, q: ArrayLike<number>): Tested {
  const live = Array.from(p, (_, i) => i).filter((i) => p[i]! + q[i]! > 0);
  if (live.length !== 2) return homogeneity(p, q);
  const n = total(p), m = total(q);
  let statistic = 0;
  for (const i of live) {
    const pooled = p[i]! + q[i]!;
    const e = pooled * n / (n + m), f = pooled * m / (n + m);
    const off = Math.abs(p[i]! - e), corrected = off - Math.min(0.5, off);
    statistic += corrected ** 2 / e + corrected ** 2 / f;
  }
  return { statistic, df: 1, pValue: chiSquareSf(statistic, 1) };
}
