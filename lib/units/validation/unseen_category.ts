import { newShareTest, wilson } from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import { type ColumnProfile, singleValue } from "../../profile/mod.ts";

/**
 * Share of current rows whose value the reference does not have.
 *
 * Formula: rows with a new value / rows with a value. p-value: of that many rows or more if both sides had been drawn
 * from one source, where a value that stands c times in all falls wholly into the current side with probability
 * m (m - 1) .. / N (N - 1) .. (c factors); `effect` is the share beyond what that expects. So one row with a new
 * spelling is nothing and thirty are. Shape: two profiles -> one number; categories, booleans, and numbers whose
 * values are all known. Unit: ratio, 0..1. Edge cases: null is no category; unknown when the reference has more
 * distinct values than a profile keeps (5,000); where only the current side has more, `error` is the share that is not
 * named. Source: permutation test; Fisher 1935.
 */
export const unseenCategory = detector({
  id: "validation/unseen_category",
  unit: "ratio",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["category", "boolean", "number"] },
  defaults: {},
  compare({ reference, current }, { column }) {
    const a = countsOf(reference!.columns.get(column.name)!);
    const b = countsOf(current.columns.get(column.name)!);
    if (!a || !b) {
      return unknown(
        `values of "${column.name}" are not counted one by one, it is a number of many values`,
      );
    }
    if (!a.complete) {
      return unknown(
        `"${column.name}" has ${a.distinct} distinct values in the reference, too many to know each; new values are what it is made of`,
      );
    }
    if (!a.rows || !b.rows) return undefined;
    const fresh = [...b.counts].filter(([value]) => !a.counts.has(value));
    const rows = fresh.reduce((sum, [, n]) => sum + n, 0);
    const named = [...b.counts.values()].reduce((sum, n) => sum + n, 0);
    const value = rows / b.rows;
    const pooled = [
      ...fresh.map(([, n]) => n),
      ...[...a.counts].map(([v, n]) => n + (b.counts.get(v) ?? 0)),
    ];
    const { expected, pValue } = newShareTest(pooled, a.rows, b.rows, rows);
    return {
      value,
      interval: wilson(rows, b.rows),
      effect: Math.max(0, value - expected / b.rows),
      pValue,
      ...(b.complete ? {} : { error: (b.rows - named) / b.rows }),
      n: { reference: a.rows, current: b.rows },
      details: {
        rows,
        values: fresh.length,
        expected: expected / b.rows,
        evidence: { values: Object.fromEntries(fresh.slice(0, 20)) },
        explanation: fresh.length
          ? `${rows} of ${b.rows} rows of ${column.name} hold ${
            fresh.length === 1 ? "a value" : `${fresh.length} values`
          } the reference lacks: ${
            fresh.slice(0, 5).map(([v]) => JSON.stringify(v)).join(", ")
          }${fresh.length > 5 ? " ..." : ""}`
          : `All values of ${column.name} are known from the reference`,
      },
    };
  },
});

function countsOf({ rows, nulls, values, numbers }: ColumnProfile) {
  if (values) {
    const { count: counts, distinct, complete } = values;
    return { counts, distinct, complete, rows: rows - nulls };
  }
  if (!numbers) return undefined;
  const counts = new Map<string, number>();
  for (let i = 0; i < numbers.count.length; i++) {
    const value = singleValue(numbers, i);
    if (value === undefined) return undefined;
    counts.set(String(value), numbers.count[i]!);
  }
  return {
    counts,
    distinct: counts.size,
    complete: true,
    rows: numbers.count.reduce((sum, n) => sum + n, 0),
  };
}
