import type { Random } from "../math/mod.ts";
import { solve } from "./solve.ts";

/** Who took what, how strongly: parallel arrays; pairs may repeat and then add up. */
export interface Interactions {
  readonly users: ArrayLike<number>;
  readonly items: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
  readonly userCount: number;
  readonly itemCount: number;
}

/** Vectors of users and items, row by row; the inner product tells the affinity. */
export interface Factors {
  readonly dims: number;
  readonly users: Float32Array;
  readonly items: Float32Array;
}

/** Settings of `als`. */
export interface AlsOptions {
  /** Numbers in a vector; defaults to 16. */
  readonly dims?: number;
  /** Rounds over users and items; defaults to 12. */
  readonly iterations?: number;
  /** Penalty on the squared vectors; defaults to 5. */
  readonly regularisation?: number;
  /** Confidence of an interaction is 1 + alpha x weight; defaults to 10. */
  readonly alpha?: number;
}

/**
 * Embeddings of users and items by implicit alternating least squares.
 *
 * Minimises sum over all pairs of c (p - x . y)^2 + regularisation (|x|^2 + |y|^2), with p = 1 where an interaction
 * was seen and 0 elsewhere, and c = 1 + alpha x weight. Users or items without interactions get the zero vector.
 * Deterministic: one thread, sums in the order of ids. Errors: RangeError for an id outside its count.
 * Source: Hu, Koren, Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", 2008, equations 3 to 5.
 */
export function als(
  interactions: Interactions,
  random: Random,
  { dims = 16, iterations = 12, regularisation = 5, alpha = 10 }: AlsOptions =
    {},
): Factors {
  const { users, items, weights, userCount, itemCount } = interactions;
  const byUser = group("user", users, items, weights, userCount);
  const byItem = group("item", items, users, weights, itemCount);
  const x = new Float64Array(userCount * dims);
  const y = Float64Array.from(
    { length: itemCount * dims },
    () => random.normal(0, 0.1),
  );
  for (let round = 0; round < iterations; round++) {
    half(byUser, x, y, { dims, regularisation, alpha });
    half(byItem, y, x, { dims, regularisation, alpha });
  }
  return { dims, users: Float32Array.from(x), items: Float32Array.from(y) };
}

/** For each row its columns and summed weights, columns ascending. */
type Groups = readonly (readonly (readonly [number, number])[])[];

function group(
  name: string,
  rows: ArrayLike<number>,
  columns: ArrayLike<number>,
  weights: ArrayLike<number>,
  count: number,
): Groups {
  const maps = Array.from({ length: count }, () => new Map<number, number>());
  for (let k = 0; k < rows.length; k++) {
    const map = maps[rows[k]!];
    if (map === undefined) {
      throw new RangeError(
        `Cannot factorise with ${name} "${rows[k]}": 0 to ${
          count - 1
        } is needed`,
      );
    }
    map.set(columns[k]!, (map.get(columns[k]!) ?? 0) + weights[k]!);
  }
  return maps.map((map) => [...map].sort(([a], [b]) => a - b));
}

/** Sets each row of `x` to its best vector given `y`. */
function half(
  groups: Groups,
  x: Float64Array,
  y: Float64Array,
  { dims, regularisation, alpha }: {
    dims: number;
    regularisation: number;
    alpha: number;
  },
): void {
  const gram = new Float64Array(dims * dims);
  for (let row = 0; row < y.length; row += dims) {
    addOuter(gram, y, row, dims, 1);
  }
  for (let a = 0; a < dims; a++) gram[a * dims + a]! += regularisation;
  const matrix = new Float64Array(dims * dims), right = new Float64Array(dims);
  groups.forEach((pairs, row) => {
    if (pairs.length === 0) return void x.fill(0, row * dims, (row + 1) * dims);
    matrix.set(gram);
    right.fill(0);
    for (const [column, weight] of pairs) {
      addOuter(matrix, y, column * dims, dims, alpha * weight);
      for (let a = 0; a < dims; a++) {
        right[a]! += (1 + alpha * weight) * y[column * dims + a]!;
      }
    }
    x.set(solve(matrix, right, dims), row * dims);
  });
}

/** Adds scale times the outer product of a row of `y` with itself to the lower triangle. */
function addOuter(
  matrix: Float64Array,
  y: Float64Array,
  at: number,
  dims: number,
  scale: number,
): void {
  for (let a = 0; a < dims; a++) {
    const scaled = scale * y[at + a]!;
    for (let b = 0; b <= a; b++) matrix[a * dims + b]! += scaled * y[at + b]!;
  }
}
