/** Columns of numbers; NaN is missing and is a value of its own. */
export type Matrix = readonly ArrayLike<number>[];

/** A sum of small trees; `at` reads row i of a matrix with the training columns. */
export interface BoostedTrees {
  at(matrix: Matrix, i: number): number;
  /** How much the splits on each column lowered the loss. */
  readonly gains: Float64Array;
}

/** How trees are grown. */
export interface BoostOptions {
  /** "squared" predicts a mean, "logistic" the log-odds of 1; defaults to "squared". */
  readonly loss?: "squared" | "logistic";
  /** Trees, defaults to 60. */
  readonly rounds?: number;
  /** Splits from root to leaf, defaults to 3. */
  readonly depth?: number;
  /** Share of each tree that is taken, defaults to 0.1. */
  readonly rate?: number;
  /** Rows of a leaf at least, defaults to 20. */
  readonly leaf?: number;
}

/**
 * Gradient boosting of small trees over at most 32 bins a column: a learner for units that must model something by
 * themselves. Deterministic.
 *
 * Shape: columns, targets -> sum of trees. Source: Friedman 2001; leaf values by one Newton step as in XGBoost, lambda 1.
 */
export function boostTrees(
  matrix: Matrix,
  target: ArrayLike<number>,
  options: BoostOptions = {},
): BoostedTrees {
  const { loss = "squared", rounds = 60, depth = 3, rate = 0.1, leaf = 20 } =
    options;
  const n = target.length, binned = matrix.map((column) => binColumn(column));
  let mean = 0;
  for (let i = 0; i < n; i++) mean += target[i]! / n;
  const base = loss === "squared"
    ? mean
    : Math.log(Math.max(mean, 1e-6) / Math.max(1 - mean, 1e-6));
  const fitted = new Float64Array(n).fill(base);
  const gradient = new Float64Array(n), hessian = new Float64Array(n);
  const trees: Node[] = [], gains = new Float64Array(matrix.length);
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < n; i++) {
      const p = loss === "squared" ? 0 : 1 / (1 + Math.exp(-fitted[i]!));
      gradient[i] = loss === "squared"
        ? target[i]! - fitted[i]!
        : target[i]! - p;
      hessian[i] = loss === "squared" ? 1 : Math.max(p * (1 - p), 1e-6);
    }
    const rows = Int32Array.from({ length: n }, (_, i) => i);
    trees.push(
      grow(
        { binned, gradient, hessian, fitted, rate, leaf, gains },
        rows,
        depth,
      ),
    );
  }
  return {
    at: (columns, i) =>
      trees.reduce((sum, tree) => sum + valueAt(tree, columns, i), base),
    gains,
  };
}

/** A leaf's value, or a split: to the left when the column is at most `edge` or missing. */
type Node = { readonly value: number } | {
  readonly column: number;
  readonly edge: number;
  readonly left: Node;
  readonly right: Node;
};

interface Growing {
  readonly binned: readonly Binned[];
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly fitted: Float64Array;
  readonly rate: number;
  readonly leaf: number;
  readonly gains: Float64Array;
}

interface Binned {
  readonly bin: Uint8Array;
  /** Largest value of each bin; bin 0 holds what is missing. */
  readonly edges: readonly number[];
}

const BINS = 32;

function binColumn(column: ArrayLike<number>): Binned {
  const sorted = Array.from(column).filter((x) => !Number.isNaN(x)).sort((
    a,
    b,
  ) => a - b);
  const edges = [
    ...new Set(
      Array.from(
        { length: BINS },
        (_, i) =>
          sorted[Math.ceil((i + 1) * sorted.length / BINS) - 1] ?? Infinity,
      ),
    ),
  ];
  const bin = Uint8Array.from(column, (x) => {
    if (Number.isNaN(x)) return 0;
    let low = 0, high = edges.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (x <= edges[middle]!) high = middle;
      else low = middle + 1;
    }
    return low + 1;
  });
  return { bin, edges: [-Infinity, ...edges] };
}

function grow(work: Growing, rows: Int32Array, depth: number): Node {
  const split = depth > 0 && rows.length >= 2 * work.leaf
    ? bestSplit(work, rows)
    : undefined;
  if (!split) {
    let g = 0, h = 1;
    for (const i of rows) {
      g += work.gradient[i]!;
      h += work.hessian[i]!;
    }
    const value = work.rate * g / h;
    for (const i of rows) work.fitted[i]! += value;
    return { value };
  }
  const { bin, edges } = work.binned[split.column]!;
  work.gains[split.column]! += split.gain;
  return {
    column: split.column,
    edge: edges[split.bin]!,
    left: grow(work, rows.filter((i) => bin[i]! <= split.bin), depth - 1),
    right: grow(work, rows.filter((i) => bin[i]! > split.bin), depth - 1),
  };
}

interface Split {
  readonly column: number;
  readonly bin: number;
  readonly gain: number;
}

function bestSplit(
  { binned, gradient, hessian, leaf }: Growing,
  rows: Int32Array,
): Split | undefined {
  let best: Split | undefined, most = 1e-9;
  binned.forEach(({ bin, edges }, column) => {
    const g = new Float64Array(edges.length),
      h = new Float64Array(edges.length);
    const n = new Int32Array(edges.length);
    let allG = 0, allH = 0;
    for (const i of rows) {
      const b = bin[i]!;
      g[b]! += gradient[i]!;
      h[b]! += hessian[i]!;
      n[b]!++;
      allG += gradient[i]!;
      allH += hessian[i]!;
    }
    let leftG = 0, leftH = 0, leftN = 0;
    for (let b = 0; b < edges.length - 1; b++) {
      leftG += g[b]!;
      leftH += h[b]!;
      leftN += n[b]!;
      if (leftN < leaf || rows.length - leftN < leaf) continue;
      const gain = leftG ** 2 / (leftH + 1) +
        (allG - leftG) ** 2 / (allH - leftH + 1) - allG ** 2 / (allH + 1);
      if (gain > most) {
        most = gain;
        best = { column, bin: b, gain };
      }
    }
  });
  return best;
}

function valueAt(tree: Node, columns: Matrix, i: number): number {
  let node = tree;
  while (!("value" in node)) {
    const x = columns[node.column]![i]!;
    node = x > node.edge ? node.right : node.left;
  }
  return node.value;
}
