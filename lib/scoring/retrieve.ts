/** An index of vectors that finds the nearest by inner product. */
export interface AnnIndex {
  readonly dims: number;
  readonly size: number;
  add(item: number, vector: Float32Array): void;
  /** The k items with the largest inner product, largest first, ties by the smaller id. */
  search(vector: Float32Array, k: number): readonly number[];
}
