import type { ScoredCell } from "./expected.ts";
import type { Random } from "./random.ts";

/** Parts into which clusters (requests, users) are dealt, so that they can be drawn whole. */
export const CLUSTER_PARTS = 100;

/** Scored cells whose rows and positives are also counted by the part that their cluster fell into. */
export interface ClusteredCell extends ScoredCell {
  readonly rowsOf: Float64Array;
  readonly positivesOf: Float64Array;
}

/** How often each part is drawn for another sample of the world (Poisson bootstrap of clusters). */
export function drawParts(stream: Random): Float64Array {
  return Float64Array.from({ length: CLUSTER_PARTS }, () => stream.poisson(1));
}

/**
 * How often each row is drawn: its cluster's part as a whole, or itself where its number is NaN.
 *
 * Shape: a cluster's number (a whole number from 0) for each row -> times it is drawn.
 */
export function drawRows(
  clusters: readonly number[],
  stream: Random,
): Float64Array {
  const parts = drawParts(stream);
  return Float64Array.from(
    clusters,
    (id) => Number.isNaN(id) ? stream.poisson(1) : parts[id % CLUSTER_PARTS]!,
  );
}

/** The cells that drawn parts fill. */
export function cellsOfParts(
  cells: readonly ClusteredCell[],
  weights: Float64Array,
): ScoredCell[] {
  return cells.map(({ score, called, rowsOf, positivesOf }) => {
    let n = 0, positives = 0;
    for (let part = 0; part < CLUSTER_PARTS; part++) {
      n += weights[part]! * rowsOf[part]!;
      positives += weights[part]! * positivesOf[part]!;
    }
    return { score, called, n, positives };
  });
}

/**
 * How many times the variance of a figure is what independent rows would give, because rows of one cluster are alike; never
 * below 1.
 *
 * Shape: the figure of samples of whole clusters, of samples of rows -> a factor. Source: Kish 1965, design effect.
 */
export function varianceInflation(
  ofClusters: readonly number[],
  ofRows: readonly number[],
): number {
  const ratio = variance(ofClusters) / variance(ofRows);
  return ratio > 1 && Number.isFinite(ratio) ? ratio : 1;
}

/**
 * A design effect where clusters have another size: 1 + (effect - 1) (size - 1) / (size there - 1).
 *
 * Sizes are means over rows (sum of squares over sum). Source: Kish 1965.
 */
export function atClusterSize(
  effect: number,
  there: number,
  here: number,
): number {
  return there > 1 ? 1 + (effect - 1) * Math.max(0, here - 1) / (there - 1) : 1;
}

/** Mean size of clusters over rows, from a cluster's number for each row; NaN stands for itself. */
export function clusterSize(ids: readonly number[]): number {
  let squares = 0;
  for (const [id, size] of sizesOf(ids)) {
    squares += Number.isNaN(id) ? size : size * size;
  }
  return squares / ids.length;
}

/**
 * Variance of a mean's error on new rows plus that of what it was learnt from, when rows of one cluster are alike.
 *
 * Formula: s^2 (d / n + d' / m), s^2 the variance of the misses, d their design effect (the sum over clusters of squared sums over
 * that of rows), d' the same at the new clusters' size. Shape: misses and cluster of each learnt row, cluster of each new row.
 */
export function clusteredVariance(
  misses: readonly number[],
  learnt: readonly number[],
  fresh: readonly number[],
): number {
  const n = misses.length, mean = misses.reduce((s, x) => s + x, 0) / n;
  const sums = new Map<number, number>();
  let squares = 0, alone = 0;
  misses.forEach((miss, i) => {
    const id = learnt[i]!, off = miss - mean;
    squares += off * off;
    if (Number.isNaN(id)) alone += off * off;
    else sums.set(id, (sums.get(id) ?? 0) + off);
  });
  for (const sum of sums.values()) alone += sum * sum;
  const effect = squares > 0 ? Math.max(1, alone / squares) : 1;
  const here = atClusterSize(effect, clusterSize(learnt), clusterSize(fresh));
  return squares / (n - 1) * (effect / n + here / fresh.length);
}

function sizesOf(ids: readonly number[]): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const id of ids) sizes.set(id, (sizes.get(id) ?? 0) + 1);
  return sizes;
}

function variance(xs: readonly number[]): number {
  const kept = xs.filter(Number.isFinite), n = kept.length;
  const mean = kept.reduce((sum, x) => sum + x, 0) / n;
  return kept.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
}
