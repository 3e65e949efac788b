import type { ColumnCounts, WindowCounts } from "../../lib/monitor/mod.ts";

export const DAY = 86_400_000;

/** A Monday. */
export const START = Date.UTC(2026, 0, 5);

/** One day's counts of the columns given. */
export function oneDay(
  at: number,
  columns: Readonly<Record<string, ColumnCounts>>,
): WindowCounts {
  const found = new Map(Object.entries(columns));
  return {
    from: START + at * DAY,
    to: START + (at + 1) * DAY,
    rows: Math.max(0, ...[...found.values()].map(({ rows }) => rows)),
    columns: found,
  };
}

/** Counts of a column of values; what is left of the rows is missing. */
export function values(
  rows: number,
  counts: Readonly<Record<string, number>>,
): ColumnCounts {
  const found = Float64Array.from(Object.values(counts));
  return {
    kind: "category",
    rows,
    nulls: rows - found.reduce((a, b) => a + b, 0),
    keys: Object.keys(counts),
    counts: found,
  };
}

/** Counts of a column of numbers: rows at or below each edge. */
export function numbers(
  rows: number,
  edges: readonly number[],
  counts: readonly number[],
  nulls = 0,
): ColumnCounts {
  return {
    kind: "number",
    rows,
    nulls,
    keys: edges.map(String),
    counts: Float64Array.from(counts),
  };
}
