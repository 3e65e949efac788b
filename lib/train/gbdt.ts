import { bin } from "./bins.ts";
import { type Dataset, rowsOf } from "./dataset.ts";
import { grow, type Tree } from "./tree.ts";

/** A fitted ensemble: score = 1 / (1 + exp(-(base + sum of the leaves reached))). */
export interface Gbdt {
  readonly kind: "gbdt";
  readonly columns: readonly string[];
  readonly base: number;
  readonly trees: readonly Tree[];
}

/** Settings of `gbdt`. */
export interface GbdtOptions {
  /** Trees; defaults to 50. */
  readonly trees?: number;
  /** Leaves of a tree; defaults to 31. */
  readonly leaves?: number;
  /** Share of a leaf's step that is taken; defaults to 0.1. */
  readonly learningRate?: number;
  /** Rows a leaf must hold; defaults to 20. */
  readonly leafRows?: number;
  /** Penalty on squared leaf values; defaults to 0. */
  readonly regularisation?: number;
}

/**
 * Gradient-boosted trees for a binary label, on histograms of at most 254 bins, grown leaf by leaf.
 *
 * Shape: a data set -> a model. Missing values go to the left of every split. Deterministic: one thread, sums in the
 * order of the rows, ties by the earlier column and bin. Errors: as `rowsOf`.
 * Source: Ke et al., "LightGBM", 2017; same splits and leaf values as scikit-learn's HistGradientBoostingClassifier.
 */
export function gbdt(
  data: Dataset,
  {
    trees = 50,
    leaves = 31,
    learningRate = 0.1,
    leafRows = 20,
    regularisation = 0,
  }: GbdtOptions = {},
): Gbdt {
  const rows = rowsOf(data);
  const { columns, values, labels } = data;
  const binned = bin(values, columns.length);
  const share = labels.reduce((sum, label) => sum + label, 0) / rows;
  const base = Math.log(share / (1 - share));
  const raw = new Float64Array(rows).fill(base);
  const gradients = new Float64Array(rows), hessians = new Float64Array(rows);
  const grown = Array.from({ length: trees }, () => {
    for (let row = 0; row < rows; row++) {
      const p = 1 / (1 + Math.exp(-raw[row]!));
      gradients[row] = p - labels[row]!;
      hessians[row] = p * (1 - p);
    }
    return grow(
      { ...binned, width: columns.length, gradients, hessians, raw },
      { leaves, learningRate, leafRows, regularisation },
    );
  });
  return { kind: "gbdt", columns, base, trees: grown };
}

/** Scores of rows under an ensemble: one probability a row. */
export function scoreGbdt(
  { base, trees, columns: { length: width } }: Gbdt,
  values: Float32Array,
): Float64Array {
  return Float64Array.from({ length: values.length / width }, (_, row) => {
    let sum = base;
    for (const { nodes } of trees) {
      let node = nodes[0]!;
      while (node.left >= 0) {
        const value = values[row * width + node.column]!;
        node = nodes[value > node.threshold ? node.right : node.left]!;
      }
      sum += node.value;
    }
    return 1 / (1 + Math.exp(-sum));
  });
}
