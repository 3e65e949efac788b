/** Features cut into at most 255 bins each; bin 0 holds missing values. */
export interface Binned {
  /** Row by row. */
  readonly codes: Uint8Array;
  /** Per column, ascending upper edges: bin b > 0 holds values at most edges[b - 1] and above the edge before. */
  readonly edges: readonly Float32Array[];
}

/** Bins at most of one column, without the one for missing values. */
const mostBins = 254;

/**
 * Cuts columns into bins for a histogram tree: one bin a distinct value where these are few, else quantiles.
 *
 * Edges lie midway between neighbouring values, in float32, so that `value <= edge` is the same test in ONNX.
 */
export function bin(values: Float32Array, width: number): Binned {
  const rows = values.length / width;
  const codes = new Uint8Array(values.length);
  const edges = Array.from({ length: width }, (_, column) => {
    const sorted = new Float32Array(rows);
    for (let row = 0; row < rows; row++) {
      sorted[row] = values[row * width + column]!;
    }
    return edgesOf(sorted.sort());
  });
  for (let column = 0; column < width; column++) {
    const cuts = edges[column]!;
    for (let k = column; k < values.length; k += width) {
      codes[k] = codeOf(values[k]!, cuts);
    }
  }
  return { codes, edges };
}

/** Sorted values to edges; the last bin has none. */
function edgesOf(sorted: Float32Array): Float32Array {
  let present = sorted.length;
  while (present > 0 && Number.isNaN(sorted[present - 1])) present--;
  const distinct = sorted.subarray(0, present).filter((value, i) =>
    i === 0 || value !== sorted[i - 1]
  );
  if (distinct.length <= mostBins) {
    return Float32Array.from(
      { length: Math.max(distinct.length - 1, 0) },
      (_, i) => between(distinct[i]!, distinct[i + 1]!),
    );
  }
  const edges: number[] = [];
  for (let b = 1; b < mostBins; b++) {
    const at = Math.floor(b * present / mostBins);
    const lower = sorted[at - 1]!, upper = sorted[at]!;
    const edge = lower === upper ? lower : between(lower, upper);
    if (edges.length === 0 || edge > edges.at(-1)!) edges.push(edge);
  }
  return Float32Array.from(edges);
}

/** The middle, rounded so that it stays below the upper value. */
function between(lower: number, upper: number): number {
  const middle = Math.fround((lower + upper) / 2);
  return middle < upper ? middle : lower;
}

function codeOf(value: number, edges: Float32Array): number {
  if (Number.isNaN(value)) return 0;
  let low = 0, high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}
