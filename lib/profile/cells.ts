import type { Column, Table } from "../table/mod.ts";
import { cellSql } from "./cell_sql.ts";
import { type Extremes, extremesOf } from "./extremes.ts";
import { edgeOf } from "./grid.ts";
import { batches, type ColumnPlan } from "./plan.ts";
import type { Counted } from "./points.ts";
import { unionSql } from "./union.ts";

interface Planned {
  readonly plan: ColumnPlan;
  readonly column: Column;
}

/**
 * Counts the numbers of each column in its grid's cells, with their sums and sums of squares, and the two extremes.
 *
 * Columns are read unguarded, as if every number were finite. NaN and infinities fall into an outer cell and spoil its
 * sum, so a column whose sums are not finite is read a second time with a guard.
 */
export async function countCells(
  table: Table,
  columns: readonly Planned[],
  rows: number,
): Promise<readonly Counted[]> {
  const counted = await count(table, columns, rows, false);
  const spoilt = columns.map((_, k) => k).filter((k) => !counted[k]);
  const again = await count(table, spoilt.map((k) => columns[k]!), rows, true);
  return counted.map((found, k) => found ?? again[spoilt.indexOf(k)]!);
}

/** Columns of one query for extremes. */
const EXTREMES = 200;

async function count(
  table: Table,
  columns: readonly Planned[],
  all: number,
  guarded: boolean,
): Promise<readonly (Counted | undefined)[]> {
  const found: (Counted | undefined)[] = [];
  for (const wide of batches(columns, EXTREMES)) {
    const extremes = await extremesOf(
      table,
      wide.map(({ column }) => column),
      guarded,
    );
    const ranged = wide.map((planned, k) => ({
      ...planned,
      extremes: extremes[k]!,
    }));
    for (const part of batches(ranged)) {
      const cells = await cellsOf(table, part, guarded);
      part.forEach((column, k) =>
        found.push(read(column, cells[k]!, all, guarded))
      );
    }
  }
  return found;
}

type Ranged = Planned & { readonly extremes: Extremes };

/** The cells of a column by number, as rows of a result. */
interface Cells {
  readonly rows: readonly number[];
  readonly by: Readonly<Record<"c" | "b" | "n" | "s" | "t", Float64Array>>;
}

async function cellsOf(
  table: Table,
  columns: readonly Ranged[],
  guarded: boolean,
): Promise<readonly Cells[]> {
  const filled = columns.filter(({ extremes }) => extremes.low !== null);
  const empty = { rows: [], by: NOTHING };
  if (!filled.length) return columns.map(() => empty);
  const by = await table.engine.arrays(
    unionSql(
      table,
      filled,
      (k, relation) => cellSql(k, filled[k]!, relation, guarded),
    ),
  ) as Cells["by"];
  const byColumn = filled.map((): number[] => []);
  by.c.forEach((k, row) => {
    if (!Number.isNaN(by.b[row])) byColumn[k]!.push(row);
  });
  return columns.map((column) => {
    const k = filled.indexOf(column);
    if (k < 0) return empty;
    const rows = byColumn[k]!.sort((i, j) => by.b[i]! - by.b[j]!);
    foldAbove(rows, column.plan.grid!.cells + 1, by);
    return { rows, by };
  });
}

const NONE = new Float64Array();
const NOTHING: Cells["by"] = { c: NONE, b: NONE, n: NONE, s: NONE, t: NONE };

/** Undefined where a value that is no number spoilt a sum. */
function read(
  { plan, column, extremes: { low, high, present } }: Ranged,
  { rows, by: { b, n, s, t } }: Cells,
  all: number,
  guarded: boolean,
): Counted | undefined {
  if (!guarded && !rows.every((row) => Number.isFinite(s[row]))) {
    return undefined;
  }
  const take = (from: Float64Array) =>
    Float64Array.from(rows, (row) => from[row]!);
  const unset = all - rows.reduce((sum, row) => sum + n[row]!, 0);
  const nulls = guarded ? all - present : unset;
  const grid = plan.grid!;
  const whole = column.kind === "number" && grid.width === 1 && !grid.log;
  return {
    nulls,
    nonFinite: unset - nulls,
    numbers: {
      grid,
      index: Int32Array.from(rows, (row) => b[row]! - 1),
      count: take(n),
      lo: Float64Array.from(
        rows,
        (row) => Math.max(edgeOf(grid, b[row]! - 1), low ?? NaN),
      ),
      hi: Float64Array.from(rows, (row) => {
        const cell = b[row]! - 1;
        const above = cell >= grid.cells ? Infinity : edgeOf(grid, cell + 1);
        const inner = whole && cell >= 0 && cell < grid.cells;
        return Math.min(inner ? above - 1 : above, high ?? NaN);
      }),
      sum: take(s),
      squares: take(t),
      centre: plan.centre,
    },
  };
}

/** Adds the rows of byte 255 to those of 254: both lie above the grid. */
function foldAbove(
  rows: number[],
  above: number,
  { b, n, s, t }: Readonly<Record<"b" | "n" | "s" | "t", Float64Array>>,
): void {
  const outside = rows.filter((row) => b[row]! >= above);
  const [first, ...rest] = outside;
  if (first === undefined) return;
  b[first] = above;
  for (const row of rest) {
    for (const sums of [n, s, t]) sums[first]! += sums[row]!;
    rows.splice(rows.indexOf(row), 1);
  }
}
