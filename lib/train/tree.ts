/** A node: a split when `left` and `right` are indices of nodes, a leaf (with its value) when they are -1. */
export interface Node {
  readonly column: number;
  /** Rows with a value at most this, or a missing one, go left. */
  readonly threshold: number;
  readonly left: number;
  readonly right: number;
  readonly value: number;
  /** Gain of the split, 0 for a leaf. */
  readonly gain: number;
}

/** A tree; the first node is its root. */
export interface Tree {
  readonly nodes: readonly Node[];
}

/** What a tree is grown on. `raw` gets the value of each row's leaf added. */
export interface Growth {
  readonly codes: Uint8Array;
  readonly edges: readonly Float32Array[];
  readonly width: number;
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly raw: Float64Array;
}

/** Settings of `grow`, all given. */
export interface GrowthOptions {
  readonly leaves: number;
  readonly learningRate: number;
  readonly leafRows: number;
  readonly regularisation: number;
}

/** Sums of gradients, hessians and rows by column and bin. */
interface Histogram {
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly counts: Uint32Array;
}

interface Split {
  readonly column: number;
  readonly bin: number;
  readonly gain: number;
}

/** A leaf that may still be split: the rows order[from..to). */
interface Leaf {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly histogram: Histogram;
  readonly gradient: number;
  readonly hessian: number;
  readonly split: Split | undefined;
}

const bins = 256;
const leastHessian = 1e-3;

/** Grows one tree best leaf first; the smaller child's histogram is summed, its sibling's is the difference. */
export function grow(data: Growth, options: GrowthOptions): Tree {
  const rows = data.gradients.length;
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  const spare = new Uint32Array(rows);
  const nodes: Node[] = [leafNode(0)];
  const leaves = [leafOf(data, options, {
    node: 0,
    from: 0,
    to: rows,
    histogram: histogramOf(data, order, 0, rows),
  })];
  while (leaves.length < options.leaves) {
    const at = bestLeaf(leaves);
    if (at < 0) break;
    const { node, from, to, histogram, split } = leaves[at]!;
    const { column, bin, gain } = split!;
    const middle = partition(data, order, spare, from, to, split!);
    const leftIsSmall = middle - from < to - middle;
    const small = leftIsSmall
      ? histogramOf(data, order, from, middle)
      : histogramOf(data, order, middle, to);
    const large = difference(histogram, small);
    const left = nodes.length, right = left + 1;
    nodes.push(leafNode(0), leafNode(0));
    nodes[node] = {
      column,
      threshold: data.edges[column]![bin - 1] ?? -Infinity,
      left,
      right,
      value: 0,
      gain,
    };
    leaves[at] = leafOf(data, options, {
      node: left,
      from,
      to: middle,
      histogram: leftIsSmall ? small : large,
    });
    leaves.push(leafOf(data, options, {
      node: right,
      from: middle,
      to,
      histogram: leftIsSmall ? large : small,
    }));
  }
  for (const { node, from, to, gradient, hessian } of leaves) {
    const value = Math.fround(
      -options.learningRate * gradient /
        (hessian + options.regularisation + 1e-15),
    );
    nodes[node] = leafNode(value);
    for (let k = from; k < to; k++) data.raw[order[k]!]! += value;
  }
  return { nodes };
}

const leafNode = (value: number): Node => ({
  column: 0,
  threshold: 0,
  left: -1,
  right: -1,
  value,
  gain: 0,
});

function histogramOf(
  { codes, width, gradients, hessians }: Growth,
  order: Uint32Array,
  from: number,
  to: number,
): Histogram {
  const sums = {
    gradients: new Float64Array(width * bins),
    hessians: new Float64Array(width * bins),
    counts: new Uint32Array(width * bins),
  };
  for (let k = from; k < to; k++) {
    const row = order[k]!, at = row * width;
    const gradient = gradients[row]!, hessian = hessians[row]!;
    for (let column = 0; column < width; column++) {
      const cell = column * bins + codes[at + column]!;
      sums.gradients[cell]! += gradient;
      sums.hessians[cell]! += hessian;
      sums.counts[cell]!++;
    }
  }
  return sums;
}

/** Takes the small histogram off the whole one, in place. */
function difference(whole: Histogram, small: Histogram): Histogram {
  for (let cell = 0; cell < whole.counts.length; cell++) {
    whole.gradients[cell]! -= small.gradients[cell]!;
    whole.hessians[cell]! -= small.hessians[cell]!;
    whole.counts[cell]! -= small.counts[cell]!;
  }
  return whole;
}

function leafOf(
  data: Growth,
  options: GrowthOptions,
  leaf: Pick<Leaf, "node" | "from" | "to" | "histogram">,
): Leaf {
  let gradient = 0, hessian = 0;
  for (let cell = 0; cell < bins; cell++) {
    gradient += leaf.histogram.gradients[cell]!;
    hessian += leaf.histogram.hessians[cell]!;
  }
  const rows = leaf.to - leaf.from;
  return {
    ...leaf,
    gradient,
    hessian,
    split: findSplit(data, options, leaf.histogram, gradient, hessian, rows),
  };
}

function findSplit(
  { edges }: Growth,
  { leafRows, regularisation }: GrowthOptions,
  histogram: Histogram,
  gradient: number,
  hessian: number,
  rows: number,
): Split | undefined {
  const part = (g: number, h: number) => g * g / (h + regularisation + 1e-15);
  const whole = part(gradient, hessian);
  let best: Split | undefined;
  edges.forEach(({ length: last }, column) => {
    let g = 0, h = 0, count = 0;
    for (let bin = 0; bin <= last; bin++) {
      const cell = column * bins + bin;
      g += histogram.gradients[cell]!;
      h += histogram.hessians[cell]!;
      count += histogram.counts[cell]!;
      if (count < leafRows || h < leastHessian) continue;
      if (rows - count < leafRows || hessian - h < leastHessian) break;
      const gain = part(g, h) + part(gradient - g, hessian - h) - whole;
      if (gain > (best?.gain ?? 1e-10)) best = { column, bin, gain };
    }
  });
  return best;
}

function bestLeaf(leaves: readonly Leaf[]): number {
  let best = -1, gain = 0;
  leaves.forEach(({ split }, at) => {
    if (split !== undefined && split.gain > gain) {
      [best, gain] = [at, split.gain];
    }
  });
  return best;
}

/** Brings the rows that go left to the front, both sides in their old order; returns where the right side begins. */
function partition(
  { codes, width }: Growth,
  order: Uint32Array,
  spare: Uint32Array,
  from: number,
  to: number,
  { column, bin }: Split,
): number {
  let left = from, right = 0;
  for (let k = from; k < to; k++) {
    const row = order[k]!;
    if (codes[row * width + column]! <= bin) order[left++] = row;
    else spare[right++] = row;
  }
  order.set(spare.subarray(0, right), left);
  return left;
}
