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
 * Holm's adjustment: p-values times the weight still open over their own, in ascending order, never falling.
 *
 * A family judged at 5 % by adjusted p-values raises any false alarm in at most 5 % of families; what is left of the level
 * of those found falls to the others. Weights say which share of the level each has, defaults to equal ones.
 * Shape: p-values -> p-values in the same order, at most 1. Source: Holm 1979; equals statsmodels'
 * multipletests(method="holm").
 */
export function holm(
  pValues: readonly number[],
  weights: readonly number[] = pValues.map(() => 1),
): number[] {
  const adjusted = pValues.map(() => 1);
  let largest = 0;
  holmOrder(pValues, weights).forEach(({ i, open }) => {
    largest = Math.max(
      largest,
      Math.min(1, pValues[i]! * (open / weights[i]!)),
    );
    adjusted[i] = largest;
  });
  return adjusted;
}

/**
 * The level at which Holm's procedure asks each p-value: of those found theirs, of all others the last one's.
 *
 * Shape: p-values, level -> levels in the same order.
 */
export function holmLevels(
  pValues: readonly number[],
  level: number,
  weights: readonly number[] = pValues.map(() => 1),
): number[] {
  const levels = pValues.map(() => 0);
  let left: number | undefined;
  for (const { i, open } of holmOrder(pValues, weights)) {
    const own = level * weights[i]! / (left ?? open);
    if (left === undefined && !(pValues[i]! <= own)) left = open;
    levels[i] = own;
  }
  return levels;
}

/** Indices by p-value over weight, ascending, each with the weight that is still open. */
function holmOrder(pValues: readonly number[], weights: readonly number[]) {
  const order = pValues.map((_, i) => i).sort((a, b) =>
    pValues[a]! / weights[a]! - pValues[b]! / weights[b]!
  );
  let open = 0;
  return order.reverse().map((i) => ({ i, open: open += weights[i]! }))
    .reverse();
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
