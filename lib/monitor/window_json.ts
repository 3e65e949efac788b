import type { WindowPlan } from "./plan_windows.ts";
import type { ColumnCounts, WindowCounts } from "./window_counts.ts";

/** A counted window as it is stored: figures in the order of the plan's columns and keys. */
export interface WindowJson {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** By column of the plan: rows, nulls, counts; null where the window lacks the column. */
  readonly columns:
    readonly (readonly [number, number, readonly number[]] | null)[];
}

/** Makes a counted window ready to be stored beside its plan. */
export function windowToJson(
  { from, to, rows, columns }: WindowCounts,
  plan: WindowPlan,
): WindowJson {
  return {
    from,
    to,
    rows,
    columns: plan.columns.map(({ name }) => {
      const column = columns.get(name);
      return column
        ? [column.rows, column.nulls, Array.from(column.counts)]
        : null;
    }),
  };
}

/** The counted window that was stored. Errors: SyntaxError when it was counted by another plan. */
export function windowFromJson(
  { from, to, rows, columns }: WindowJson,
  plan: WindowPlan,
): WindowCounts {
  const found = new Map<string, ColumnCounts>();
  plan.columns.forEach(({ name, kind, keys }, i) => {
    const cells = columns[i];
    if (cells === null) return;
    if (cells === undefined || cells[2].length !== keys.length) {
      throw new SyntaxError(
        `Cannot read the counts of "${name}": ${
          cells?.[2].length ?? 0
        } are stored, ${keys.length} are needed`,
      );
    }
    const [columnRows, nulls, counts] = cells;
    found.set(name, {
      kind,
      rows: columnRows,
      nulls,
      keys,
      counts: Float64Array.from(counts),
    });
  });
  return { from, to, rows, columns: found };
}
