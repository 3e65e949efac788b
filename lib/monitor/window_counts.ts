/**
 * What was counted of one window `[from, to)`: all that a verdict over windows needs, a few numbers a column.
 *
 * Windows of one history have the same columns with the same keys, so that counts of neighbours add up to those of a
 * longer window.
 */
export interface WindowCounts {
  /** Milliseconds since 1970, UTC. */
  readonly from: number;
  /** Milliseconds since 1970, UTC; the window ends before it. */
  readonly to: number;
  readonly rows: number;
  readonly columns: ReadonlyMap<string, ColumnCounts>;
}

/** What was counted of one column in one window. */
export interface ColumnCounts {
  /** Numbers are counted below edges, categories (booleans too) value by value. */
  readonly kind: "number" | "category";
  readonly rows: number;
  /** Rows without a usable value: missing, and of numbers NaN and infinities. */
  readonly nulls: number;
  /** Numbers: edges in ascending order, as text; categories: values, the last key being `REST` for all others. */
  readonly keys: readonly string[];
  /** Numbers: rows at or below each edge; categories: rows with each value. As long as `keys`. */
  readonly counts: Float64Array;
}

/** The key under which values that are no candidates are counted: no value can be so called, for it holds a NUL. */
export const REST = "\u0000rest";

/** The shares of the reference at which the edges of a number lie. */
export const EDGE_SHARES: readonly number[] = [
  0.01,
  0.05,
  0.1,
  0.2,
  0.3,
  0.4,
  0.5,
  0.6,
  0.7,
  0.8,
  0.9,
  0.95,
  0.99,
];
