import {
  type Column,
  finite,
  joinSql,
  rawSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";
import { edgeOf } from "./grid.ts";
import { asNumber, batches, type ColumnPlan } from "./plan.ts";
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
): Promise<readonly Counted[]> {
  const counted = await count(table, columns, false);
  const spoilt = columns.map((_, k) => k).filter((k) => !counted[k]);
  const again = await count(table, spoilt.map((k) => columns[k]!), true);
  return counted.map((found, k) => found ?? again[spoilt.indexOf(k)]!);
}

async function count(
  table: Table,
  columns: readonly Planned[],
  guarded: boolean,
): Promise<readonly (Counted | undefined)[]> {
  const found: (Counted | undefined)[] = [];
  for (const wide of batches(columns, EXTREMES)) {
    const extremes = await extremesOf(table, wide, guarded);
    for (const part of batches(wide)) {
      const counted = await cellsOf(table, part, guarded);
      part.forEach((planned, k) =>
        found.push(
          read(planned, counted[k]!, extremes.get(planned)!, guarded),
        )
      );
    }
  }
  return found;
}

/** Columns of one query for extremes: a file's footer often has them. */
const EXTREMES = 200;

interface Extremes {
  readonly low: number | null;
  readonly high: number | null;
  readonly present: number;
}

async function extremesOf(
  table: Table,
  columns: readonly Planned[],
  guarded: boolean,
): Promise<ReadonlyMap<Planned, Extremes>> {
  const asked = columns.map((planned, k) => {
    const { column } = planned, value = guarded ? x(planned, guarded) : column;
    const as = (extreme: Sql) =>
      column.kind === "time" ? sql`epoch(${extreme})` : extreme;
    return sql`cast(${as(sql`min(${value})`)} as double) ${
      rawSql(`l${k}`)
    }, cast(${as(sql`max(${value})`)} as double) ${rawSql(`h${k}`)}${
      guarded
        ? sql`, cast(count(${column}) as double) ${rawSql(`p${k}`)}`
        : rawSql("")
    }`;
  });
  const [row] = await table.engine.rows(
    sql`select ${joinSql(asked)} from ${table.relation}`,
  );
  return new Map(columns.map((planned, k) => [planned, {
    low: row![`l${k}`] as number | null,
    high: row![`h${k}`] as number | null,
    present: row![`p${k}`] as number,
  }]));
}

function x({ column }: Planned, guarded: boolean): Sql {
  return guarded && column.kind === "number"
    ? finite(asNumber(column))
    : asNumber(column);
}

/** The cells of a column by number, -1 and up, and its rows in none. */
interface Cells {
  readonly rows: readonly number[];
  readonly unset: number;
  readonly by: Readonly<Record<"c" | "b" | "n" | "s" | "t", Float64Array>>;
}

async function cellsOf(
  table: Table,
  columns: readonly Planned[],
  guarded: boolean,
): Promise<readonly Cells[]> {
  const by = await table.engine.arrays(
    unionSql(table, columns, (k, relation) => {
      const planned = columns[k]!, moves = planned.column.kind === "time";
      return cellsSql(k, x(planned, guarded), planned.plan, relation, moves);
    }),
  ) as Cells["by"];
  const byColumn = columns.map((): number[] => []);
  by.c.forEach((k, row) => byColumn[k]!.push(row));
  return columns.map(({ plan }, k) => {
    const rows = byColumn[k]!;
    foldAbove(rows, plan.grid!.cells + 1, by);
    return {
      by,
      unset: rows.filter((row) => Number.isNaN(by.b[row]))
        .reduce((sum, row) => sum + by.n[row]!, 0),
      rows: rows.filter((row) => !Number.isNaN(by.b[row]))
        .sort((i, j) => by.b[i]! - by.b[j]!),
    };
  });
}

/** Undefined where a value that is no number spoilt a sum. */
function read(
  { plan, column }: Planned,
  { rows, unset, by: { b, n, s, t } }: Cells,
  { low, high, present }: Extremes,
  guarded: boolean,
): Counted | undefined {
  if (!guarded && !rows.every((row) => Number.isFinite(s[row]))) {
    return undefined;
  }
  const take = (from: Float64Array) =>
    Float64Array.from(rows, (row) => from[row]!);
  const all = rows.reduce((sum, row) => sum + n[row]!, 0) + unset;
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

// A cell's number + 1 as a byte: 0 below the grid, from `cells + 1` on above it. The cast that fails picks the few rows
// outside, a quarter cheaper than looking at all; but a time moves out of the reference's grid altogether, and failing
// casts cost more than they save.
function cellsSql(
  k: number,
  x: Sql,
  { grid, centre }: ColumnPlan,
  relation: Sql,
  moves: boolean,
): Sql {
  const { from, width, cells, log } = grid!;
  const above = rawSql(`${cells + 1}::utinyint`);
  const scaled = rawSql(log ? "sign(x) * ln(1e0 + abs(x) * 1e6)" : "x");
  const y = sql`(${scaled} - ${from}) * ${1 / width} + ${1}`;
  const cell = moves
    ? sql`case when y < ${1} then 0::utinyint when y >= ${
      cells + 1
    } then ${above} else cast(floor(y) as utinyint) end`
    : sql`coalesce(try_cast(floor(y) as utinyint), case when y < ${1} then 0::utinyint when y >= ${1} then ${above} end)`;
  return sql`select ${
    rawSql(String(k))
  } c, cast(b as integer) b, cast(count(*) as double) n, sum(v) s, sum(v * v) t from (select ${cell} b, v from (select ${y} y, x - ${centre} v from (select ${x} x from ${relation}))) group by b`;
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
