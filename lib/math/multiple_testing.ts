/**
 * Bonferroni's adjustment: p-values times their number.
 *
 * Judged at 5 %, the family raises any false alarm in at most 5 % of families; `holm` promises the same and finds more.
 * Shape: p-values -> p-values in the same order, at most 1. Source: Bonferroni 1936; equals statsmodels'
 * multipletests(method="bonferroni").
 */
export function bonferroni(pValues: readonly number[]): number[] {
  return pValues.map((p) => Math.min(1, p * pValues.length));
}

/**
 * Benjamini and Hochberg's adjustment: judged at 5 %, at most 5 % of what is reported is false on average, for tests that
 * are independent or rise together.
 *
 * Formula: the smallest of p_(j) n / j over all j from a p-value's rank on. Shape: p-values -> p-values in the same order,
 * at most 1. Source: Benjamini and Hochberg 1995; equals statsmodels' multipletests(method="fdr_bh").
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  return stepUp(pValues, 1);
}

/**
 * Benjamini and Yekutieli's adjustment: as Benjamini and Hochberg's, for tests that depend on one another in any way.
 *
 * Formula: theirs times the sum of 1 / i up to the number of tests. Shape: p-values -> p-values in the same order, at most 1.
 * Source: Benjamini and Yekutieli 2001; equals statsmodels' multipletests(method="fdr_by").
 */
export function benjaminiYekutieli(pValues: readonly number[]): number[] {
  return stepUp(pValues, pValues.reduce((sum, _, i) => sum + 1 / (i + 1), 0));
}

function stepUp(pValues: readonly number[], factor: number): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) =>
    pValues[b]! - pValues[a]!
  );
  const adjusted = pValues.map(() => 1);
  let smallest = 1;
  order.forEach((i, k) => {
    const rank = pValues.length - k;
    smallest = Math.min(
      smallest,
      pValues[i]! * pValues.length * factor / rank,
    );
    adjusted[i] = smallest;
  });
  return adjusted;
}
