import { sameKeys } from "./axis.ts";
import type { ColumnCounts } from "./window_counts.ts";

/** Fewer windows do not tell a column that follows time from one that changed. */
const LEAST = 4;

/** As many windows are looked at: a longer history adds nothing. */
const LOOKED_AT = 14;

/**
 * Why a column only follows time, or nothing: each reference window has values that no other but its neighbours has.
 *
 * A counter, a date written as text, the number of the month within one year: any new window would be an alarm. Over 95 % of
 * the pairs of windows that are not neighbours must have at most a tenth of their rows in common. A weekday recurs and
 * follows nothing. Shape: one column's counts in reference windows, in time order.
 */
export function followsWindows(
  reference: readonly ColumnCounts[],
): string | undefined {
  const step = Math.max(1, Math.floor(reference.length / LOOKED_AT));
  const looked = reference.filter((_, i) => i % step === 0)
    .filter((column) => column.rows > column.nulls);
  const first = looked[0];
  if (looked.length < LEAST || !first) return undefined;
  const alike = looked.filter((column) => sameKeys(column, first));
  const known: Float64Array[] = [];
  const cells = (i: number) => known[i] ??= cellsOf(alike[i]!);
  const pairs = (alike.length - 1) * (alike.length - 2) / 2;
  let common = 0;
  for (let a = 0; a < alike.length; a++) {
    for (let b = a + 2; b < alike.length; b++) {
      if (inCommon(cells(a), cells(b)) < 0.1) continue;
      if (++common >= 0.05 * pairs) return undefined;
    }
  }
  return alike.length < LEAST
    ? undefined
    : "it follows time: each window has values of its own";
}

/** Shares of the rows by cell: between edges, or by value. */
function cellsOf({ kind, counts, keys, rows, nulls }: ColumnCounts) {
  const n = rows - nulls;
  return kind === "category"
    ? Float64Array.from(counts, (x) => x / n)
    : Float64Array.from(
      { length: keys.length + 1 },
      (_, k) =>
        ((k < keys.length ? counts[k]! : n) - (k ? counts[k - 1]! : 0)) / n,
    );
}

function inCommon(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += Math.min(a[k]!, b[k]!);
  return sum;
}
