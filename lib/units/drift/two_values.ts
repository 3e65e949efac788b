import type { ColumnProfile, Profile } from "../../profile/mod.ts";
import { type Unknown, unknown } from "../../check/mod.ts";

/** Rows of one of two values on both sides. */
export interface TwoValues {
  /** The value whose share is compared. */
  readonly value: string;
  readonly hits: number;
  readonly n: number;
  readonly otherHits: number;
  readonly m: number;
}

/**
 * Counts a column as hit or not: the rows that hold `positive`, or the larger of the column's two values when none is named.
 *
 * Undefined when a side has no values; unknown when there are more than two values and none is named.
 */
export function twoValues(
  { reference, current }: {
    readonly reference: Profile | undefined;
    readonly current: Profile;
  },
  name: string,
  positive: string | number | boolean | null,
): TwoValues | Unknown | undefined {
  const a = countsOf(reference?.columns.get(name));
  const b = countsOf(current.columns.get(name));
  if (!a || !b) {
    return unknown(
      `"${name}" is not counted value by value, it is a number of many values`,
    );
  }
  const n = sum(a), m = sum(b);
  if (!n || !m) return undefined;
  const values = [...new Set([...a.keys(), ...b.keys()])].sort(ascending);
  if (positive === null && values.length > 2) {
    return unknown(
      `"${name}" has ${values.length} values where two are needed; name one of them as "positive"`,
    );
  }
  const value = positive === null ? values.at(-1)! : String(positive);
  return { value, hits: a.get(value) ?? 0, n, otherHits: b.get(value) ?? 0, m };
}

function countsOf(
  column: ColumnProfile | undefined,
): ReadonlyMap<string, number> | undefined {
  if (column?.values) {
    return column.values.complete ? column.values.count : undefined;
  }
  const numbers = column?.numbers;
  if (!numbers || numbers.lo.some((x, i) => x !== numbers.hi[i])) {
    return undefined;
  }
  return new Map(
    Array.from(numbers.lo, (x, i) => [String(x), numbers.count[i]!]),
  );
}

function ascending(a: string, b: string): number {
  const x = Number(a), y = Number(b);
  return x < y || (!(x > y) && a < b) ? -1 : 1;
}

function sum(counts: ReadonlyMap<string, number>): number {
  let all = 0;
  for (const count of counts.values()) all += count;
  return all;
}
