import { type ColumnCounts, REST } from "./window_counts.ts";

/** One question about a column: is a value missing, where do its numbers lie, which values has it. */
export type AxisKind = "missing" | "body" | "categories";

/** The shares of one axis in one window: `x[k]` of `n` rows. */
export interface Shares {
  readonly n: number;
  readonly x: ArrayLike<number>;
}

/** The axes of a column; a column has two. */
export function axesOf({ kind }: ColumnCounts): readonly AxisKind[] {
  return ["missing", kind === "number" ? "body" : "categories"];
}

/** The shares that one axis asks about. */
export function sharesOf(
  kind: AxisKind,
  { rows, nulls, counts }: ColumnCounts,
): Shares {
  return kind === "missing"
    ? { n: rows, x: [nulls] }
    : { n: rows - nulls, x: counts };
}

/** Whether two windows counted a column in the same way. */
export function sameKeys(a: ColumnCounts, b: ColumnCounts): boolean {
  return a.kind === b.kind &&
    (a.keys === b.keys || a.keys.length === b.keys.length &&
        a.keys.every((key, i) => key === b.keys[i]));
}

/** A key as people read it. */
export function keyText(key: string): string {
  return key === REST ? "other values" : JSON.stringify(key);
}
