import { type Tested, total } from "./divergence.ts";
import { chiSquareSf } from "./special.ts";

/**
 * Likelihood ratio (G) test that two samples were drawn from one distribution over categories.
 *
 * Formula: 2 sum of observed ln(observed / expected), expected from the pooled shares; `corrected` moves each count of a
 * 2 x 2 table by up to a half towards its expectation. Source: Wilks 1938; Yates 1934; equals
 * scipy.stats.chi2_contingency(lambda_="log-likelihood").
 */
export function gStatistic(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
  corrected = false,
): Tested {
  const n = total(p), m = total(q);
  const live = Array.from(p, (_, i) => i).filter((i) => p[i]! + q[i]! > 0);
  const correct = corrected && live.length === 2;
  let statistic = 0;
  const add = (observed: number, expected: number) => {
    const off = expected - observed;
    const x = correct
      ? observed + Math.sign(off) * Math.min(0.5, Math.abs(off))
      : observed;
    if (x > 0) statistic += 2 * x * Math.log(x / expected);
  };
  for (const i of live) {
    const pooled = p[i]! + q[i]!;
    add(p[i]!, pooled * n / (n + m));
    add(q[i]!, pooled * m / (n + m));
  }
  const df = live.length - 1;
  statistic = Math.max(0, statistic);
  return { statistic, df, pValue: df > 0 ? chiSquareSf(statistic, df) : 1 };
}
