/** Sums over the clusters of a sample, of rows `n` and rows that are marked `x` in each. */
export interface ClusterSums {
  readonly clusters: number;
  readonly rows: number;
  readonly marked: number;
  /** Sums of x^2, x n and n^2. */
  readonly xx: number;
  readonly xn: number;
  readonly nn: number;
}

/**
 * How much wider a share spreads because rows come in clusters: its variance over that of as many independent rows.
 *
 * Formula: sum (x - p n)^2 / (rows p (1 - p)) x clusters / (clusters - 1). Shape: sums -> 1 and up. Edge cases: 1 where the
 * share is 0 or 1, or each cluster is a row; `nn / rows`, as if all rows of a cluster were alike, for a single cluster.
 * Source: Kish 1965.
 */
export function designEffect(sums: ClusterSums): number {
  const { clusters, rows, marked, xx, xn, nn } = sums;
  if (!(nn > rows)) return 1;
  if (clusters < 2) return nn / rows;
  const p = marked / rows, spread = rows * p * (1 - p);
  if (!(spread > 0)) return 1;
  const between = xx - 2 * p * xn + p * p * nn;
  return Math.max(1, between / spread * clusters / (clusters - 1));
}

/**
 * Degrees of freedom of the standard error of a difference whose sides have variances `v` over `clusters` each.
 *
 * Formula: (v1 + v2)^2 / (v1^2 / (clusters1 - 1) + v2^2 / (clusters2 - 1)). Infinity where neither side has clusters.
 * Source: Satterthwaite 1946.
 */
export function clusterDegrees(
  sides: readonly { readonly v: number; readonly clusters: number }[],
): number {
  const all = sides.reduce((sum, { v }) => sum + v, 0);
  const spread = sides.reduce(
    (sum, { v, clusters }) => sum + v * v / Math.max(clusters - 1, 1e-9),
    0,
  );
  return spread > 0 ? all * all / spread : Infinity;
}
