import type { ClusterSums } from "./design_effect.ts";

/** A share with the variance that rows in clusters give it. */
export interface ClusteredShare {
  readonly share: number;
  readonly variance: number;
}

/**
 * A share of rows that come in clusters, as those of a user, and its variance.
 *
 * Formula: p = marked / rows, variance = sum over clusters of (x - p n)^2 / rows^2 x U / (U - 1), which a bootstrap of whole clusters comes to;
 * at least that of independent rows at (marked + 1) / (rows + 2), so that a share of 0 or 1 keeps one. Shape: sums -> share and variance.
 * Edge cases: NaN without rows; one cluster counts as one row. Source: Kish 1965; Särndal et al. 1992, 5.5.
 */
export function clusteredShare(
  { rows, marked, nn, xn, xx, clusters }: ClusterSums,
): ClusteredShare {
  const share = marked / rows, smooth = (marked + 1) / (rows + 2);
  const floor = smooth * (1 - smooth) / rows;
  if (!(clusters > 1)) return { share, variance: floor * rows };
  const between = Math.max(0, xx - 2 * share * xn + share ** 2 * nn);
  const variance = between / rows ** 2 * clusters / (clusters - 1);
  return { share, variance: Math.max(variance, floor) };
}
