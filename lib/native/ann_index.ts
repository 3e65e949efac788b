import type Usearch from "usearch";
import { ModelError } from "../errors.ts";
import type { AnnIndex } from "../scoring/mod.ts";

/** A usearch index in this process. */
export interface SavedIndex extends AnnIndex {
  /** Writes the index to a file. */
  save(path: string): void;
}

/** Settings of an index. */
export interface AnnOptions {
  /** Vectors looked at while searching, at least as many as are asked for; defaults to 512. */
  readonly expansion?: number;
  /** A file that `save` wrote; defaults to an empty index. */
  readonly path?: string;
}

/**
 * An approximate index (HNSW, usearch) for inner products: recall 1.000 of 400 among 1,000 x 32 at the defaults.
 *
 * The order is by inner product, ties by the smaller id; the same adds in the same order give the same results, as one
 * thread builds and searches. Recall is held in test/native/ann_index.test.ts, times are in `deno task bench score`.
 * Errors: RangeError for a vector of another length than `dims`; ModelError for a file that is no index of `dims` numbers.
 */
export async function annIndex(
  dims: number,
  { expansion = 512, path }: AnnOptions = {},
): Promise<SavedIndex> {
  // loaded with the first index: it costs every other program 20 ms
  const { default: usearch } = await import("usearch");
  const index = new usearch.Index({
    dimensions: dims,
    metric: usearch.MetricKind.IP,
    quantization: usearch.ScalarKind.F32,
    connectivity: 16,
    expansion_add: 128,
    expansion_search: expansion,
    multi: false,
  });
  if (path !== undefined) load(index, path, dims);
  return {
    dims,
    get size() {
      return Number(index.size());
    },
    add(item, vector) {
      checkLength(`index item "${item}"`, vector, dims);
      const key = BigInt(item);
      if (index.contains(key)) index.remove(key);
      index.add(key, vector, 1);
    },
    search(vector, k) {
      checkLength("search", vector, dims);
      if (k > expansion) {
        throw new RangeError(
          `Cannot search for "${k}" items: the index looks at ${expansion}, set its expansion`,
        );
      }
      return inOrder(index.search(vector, k, 1));
    },
    save: (to) => index.save(to),
  };
}

function inOrder(
  { keys, distances }: { keys: BigUint64Array; distances: Float32Array },
): number[] {
  const items = Array.from(keys, Number);
  for (let at = 1; at < items.length; at++) {
    for (
      let place = at;
      place > 0 && distances[place] === distances[place - 1];
      place--
    ) {
      if (items[place]! > items[place - 1]!) break;
      [items[place], items[place - 1]] = [items[place - 1]!, items[place]!];
    }
  }
  return items;
}

function load(
  index: InstanceType<typeof Usearch.Index>,
  path: string,
  dims: number,
) {
  try {
    index.load(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ModelError(path, `Cannot load index "${path}": ${reason}`, {
      cause,
    });
  }
  if (Number(index.dimensions()) !== dims) {
    throw new ModelError(
      path,
      `Cannot load index "${path}": it holds ${index.dimensions()} numbers a vector, ${dims} are needed`,
    );
  }
}

function checkLength(what: string, vector: Float32Array, dims: number) {
  if (vector.length === dims) return;
  throw new RangeError(
    `Cannot ${what}: the vector has ${vector.length} numbers, ${dims} are needed`,
  );
}
