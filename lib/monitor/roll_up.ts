import type { ColumnCounts, WindowCounts } from "./window_counts.ts";

/**
 * Windows added up to one: what would have been counted of all their rows together.
 *
 * Shape: one or more windows with the same keys -> a window from the first start to the last end. Edge cases: a column
 * that some windows lack is summed over those that have it; its `rows` say how many rows that is. Errors: RangeError for
 * no window, or for keys that differ.
 */
export function rollUp(windows: readonly WindowCounts[]): WindowCounts {
  if (!windows.length) {
    throw new RangeError(
      "Cannot roll up windows: there are none, one or more are needed",
    );
  }
  const columns = new Map<string, ColumnCounts>();
  for (const window of windows) {
    for (const [name, column] of window.columns) {
      const sum = columns.get(name);
      columns.set(name, sum ? added(name, sum, column) : copied(column));
    }
  }
  return {
    from: Math.min(...windows.map(({ from }) => from)),
    to: Math.max(...windows.map(({ to }) => to)),
    rows: windows.reduce((sum, { rows }) => sum + rows, 0),
    columns,
  };
}

function copied(column: ColumnCounts): ColumnCounts {
  return { ...column, counts: column.counts.slice() };
}

function added(name: string, a: ColumnCounts, b: ColumnCounts): ColumnCounts {
  if (
    a.kind !== b.kind || a.keys.length !== b.keys.length ||
    a.keys !== b.keys && a.keys.some((key, i) => key !== b.keys[i])
  ) {
    throw new RangeError(
      `Cannot roll up "${name}": its keys differ between windows, the same keys are needed`,
    );
  }
  for (let i = 0; i < a.counts.length; i++) a.counts[i]! += b.counts[i]!;
  return { ...a, rows: a.rows + b.rows, nulls: a.nulls + b.nulls };
}
