import type { AnnIndex } from "./retrieve.ts";

/**
 * The index that compares with every vector: exact, in plain TypeScript, the oracle of the approximate ones.
 *
 * Cost: items x dims multiplications a search; 1,000 x 32 take about 0.1 ms (`deno task bench score`).
 * Inner products are summed in double precision. Error: RangeError for a vector of another length than `dims`.
 */
export function exactIndex(dims: number): AnnIndex {
  let vectors = new Float32Array(0);
  const items: number[] = [];
  const rowOf = new Map<number, number>();
  return {
    dims,
    get size() {
      return items.length;
    },
    add(item, vector) {
      if (vector.length !== dims) {
        throw new RangeError(
          `Cannot index item "${item}": its vector has ${vector.length} numbers, ${dims} are needed`,
        );
      }
      let row = rowOf.get(item);
      if (row === undefined) {
        row = items.push(item) - 1;
        rowOf.set(item, row);
        if (vectors.length < items.length * dims) {
          vectors = grown(vectors, Math.max(64, items.length * 2) * dims);
        }
      }
      vectors.set(vector, row * dims);
    },
    search(vector, k) {
      if (vector.length !== dims) {
        throw new RangeError(
          `Cannot search: the vector has ${vector.length} numbers, ${dims} are needed`,
        );
      }
      const products = new Float64Array(items.length);
      for (let row = 0, at = 0; row < items.length; row++) {
        let product = 0;
        for (let d = 0; d < dims; d++, at++) {
          product += vectors[at]! * vector[d]!;
        }
        products[row] = product;
      }
      const rows = Uint32Array.from(items, (_, row) => row);
      rows.sort((a, b) => products[b]! - products[a]! || items[a]! - items[b]!);
      return Array.from(rows.subarray(0, k), (row) => items[row]!);
    },
  };
}

function grown(old: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(length);
  larger.set(old);
  return larger;
}
