import { newShareTest, wilson } from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import type { ColumnProfile } from "../../profile/mod.ts";

/**
 * Share of reference rows whose value current data no longer has: `unseen_category` the other way round.
 *
 * Formula: reference rows with a value that current lacks / reference rows with a value. p-value: of that many rows or more if
 * both sides had been drawn from one source, by how likely each value falls wholly into the reference; `effect` is the share
 * beyond what that expects. So rare values that a small current file lacks are nothing. Shape: two profiles -> one
 * number; categories, booleans, and numbers whose values are all known. Unit: ratio, 0..1. Edge cases: null is no category;
 * unknown when either side has more distinct values than a profile keeps (5,000); undefined when a side has no values.
 * Source: permutation test; Fisher 1935.
 */
export const missingCategoryShare = detector({
  id: "drift/missing_category_share",
  unit: "ratio",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["category", "boolean", "number"] },
  defaults: {},
  compare({ reference, current }, { column }) {
    const a = countsOf(reference?.columns.get(column.name));
    const b = countsOf(current.columns.get(column.name));
    if (!a || !b) {
      return unknown(
        `values of "${column.name}" are not all counted one by one, it has too many`,
      );
    }
    const n = sum(a.values()), m = sum(b.values());
    if (!n || !m) return undefined;
    const gone = [...a].filter(([value]) => !b.has(value))
      .sort(([u, x], [v, y]) => y - x || (u < v ? -1 : 1));
    const rows = sum(gone.map(([, count]) => count));
    const pooled = [...new Set([...a.keys(), ...b.keys()])].map((value) =>
      (a.get(value) ?? 0) + (b.get(value) ?? 0)
    );
    // the reference plays the second sample: it is the side that holds values the other lacks
    const { expected, pValue } = newShareTest(pooled, m, n, rows);
    const value = rows / n;
    return {
      value,
      interval: wilson(rows, n),
      effect: Math.max(0, value - expected / n),
      pValue,
      n: { reference: n, current: m },
      details: {
        rows,
        values: gone.length,
        expected: expected / n,
        evidence: { values: Object.fromEntries(gone.slice(0, 20)) },
        explanation: gone.length
          ? `${rows} of ${n} reference rows of "${column.name}" hold ${
            gone.length === 1 ? "a value" : `${gone.length} values`
          } that current lacks: ${
            gone.slice(0, 5).map(([value]) => JSON.stringify(value)).join(", ")
          }${gone.length > 5 ? " ..." : ""}`
          : `All reference values of "${column.name}" are still there`,
      },
    };
  },
});

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

function sum(counts: Iterable<number>): number {
  let all = 0;
  for (const count of counts) all += count;
  return all;
}
