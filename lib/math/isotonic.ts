/** A rising step-and-slope function: values `y` at points `x`, linear between, constant outside. */
export interface Isotonic {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/**
 * The rising function closest to weighted points in squares: pool adjacent violators, then the ends of each level.
 *
 * Shape: points in ascending order of x (equal x are pooled by their mean, NaN is left out), weights -> function. Source: Barlow et al. 1972;
 * equals sklearn.isotonic.IsotonicRegression(out_of_bounds="clip").
 */
export function isotonic(
  x: readonly number[],
  y: readonly number[],
  weights: readonly number[],
): Isotonic {
  // a block is a level: sum of weights, weighted sum, first and last x
  const blocks: Block[] = [];
  for (let i = 0; i < x.length;) {
    if (Number.isNaN(x[i])) {
      i++;
      continue;
    }
    const block = { w: 0, s: 0, from: x[i]!, to: x[i]! };
    for (; i < x.length && x[i] === block.to; i++) {
      block.w += weights[i]!;
      block.s += weights[i]! * y[i]!;
    }
    if (!(block.w > 0)) continue;
    blocks.push(block);
    pool(blocks);
  }
  const out: { x: number[]; y: number[] } = { x: [], y: [] };
  for (const { w, s, from, to } of blocks) {
    out.x.push(from);
    out.y.push(s / w);
    if (to !== from) {
      out.x.push(to);
      out.y.push(s / w);
    }
  }
  return out;
}

interface Block {
  w: number;
  s: number;
  from: number;
  to: number;
}

function pool(blocks: Block[]): void {
  while (blocks.length > 1) {
    const b = blocks.at(-1)!, a = blocks.at(-2)!;
    if (a.s / a.w < b.s / b.w) return;
    blocks.pop();
    a.w += b.w;
    a.s += b.s;
    a.to = b.to;
  }
}

/** The function's value at a point; NaN when it was made of nothing. */
export function isotonicAt({ x, y }: Isotonic, at: number): number {
  if (!x.length) return NaN;
  if (at <= x[0]!) return y[0]!;
  if (at >= x.at(-1)!) return y.at(-1)!;
  let low = 0, high = x.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= at) low = middle;
    else high = middle;
  }
  const slope = (y[high]! - y[low]!) / (x[high]! - x[low]!);
  return y[low]! + (at - x[low]!) * slope;
}
