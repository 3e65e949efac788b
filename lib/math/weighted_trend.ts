/** A straight line through values of known variance. */
export interface WeightedTrend {
  readonly slope: number;
  readonly se: number;
  readonly df: number;
}

/**
 * The slope of values over time, each weighted by one over its variance.
 *
 * Formula: least squares with w = 1 / v; se = 1 / sqrt(sum w (t - mean t)^2), times sqrt(chi^2 / df) of the residuals where they spread more
 * than their variances say (Birge ratio), never less. Shape: times, values, variances -> slope, standard error, df = n - 2. Edge cases: NaN below
 * three values or at one time. Source: Birge 1932; Draper and Smith 1998, 9.2; equals numpy.polyfit(cov="unscaled") where the ratio is below 1.
 */
export function weightedTrend(
  times: readonly number[],
  values: readonly number[],
  variances: readonly number[],
): WeightedTrend {
  const df = times.length - 2;
  if (df < 1) return { slope: NaN, se: NaN, df };
  const sum = (of: (i: number) => number) =>
    times.reduce((all, _, i) => all + of(i) / variances[i]!, 0);
  const all = sum(() => 1);
  const t = sum((i) => times[i]!) / all, y = sum((i) => values[i]!) / all;
  const spread = sum((i) => (times[i]! - t) ** 2);
  const slope = sum((i) => (times[i]! - t) * (values[i]! - y)) / spread;
  const chi2 = sum((i) => (values[i]! - y - slope * (times[i]! - t)) ** 2);
  return { slope, se: Math.sqrt(Math.max(1, chi2 / df) / spread), df };
}
