/** Length of a vector. */
export function norm(x: readonly number[]): number {
  return Math.sqrt(dot(x, x));
}

/** Sum of products of two vectors of one length. */
export function dot(x: readonly number[], y: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

/** The mean of vectors of one length. */
export function meanVector(
  vectors: readonly (readonly number[])[],
): number[] {
  const mean = new Array<number>(vectors[0]?.length ?? 0).fill(0);
  for (const x of vectors) {
    for (let d = 0; d < mean.length; d++) mean[d]! += x[d]! / vectors.length;
  }
  return mean;
}

/** 1 - cosine of the angle between two vectors; NaN where one has no length. */
export function cosineDistance(
  x: readonly number[],
  y: readonly number[],
): number {
  return 1 - dot(x, y) / (norm(x) * norm(y));
}

/** The indices of the k vectors nearest to each by cosine, itself left out; equal ones in order of index. */
export function nearestNeighbours(
  vectors: readonly (readonly number[])[],
  k: number,
): number[][] {
  const unit = vectors.map((x) => {
    const length = norm(x) || 1;
    return Float64Array.from(x, (v) => v / length);
  });
  return unit.map((x, i) => {
    const closeness = unit.map((y) => {
      let sum = 0;
      for (let d = 0; d < x.length; d++) sum += x[d]! * y[d]!;
      return sum;
    });
    return unit.map((_, j) => j).filter((j) => j !== i).sort((a, b) =>
      closeness[b]! - closeness[a]! || a - b
    ).slice(0, k);
  });
}
