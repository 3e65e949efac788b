import {
  type Column,
  finite,
  isWhole,
  rawSql,
  type Sql,
  sql,
} from "../table/mod.ts";
import type { Extremes } from "./extremes.ts";
import { cellOf, type Grid, signedLog } from "./grid.ts";
import { asNumber, type ColumnPlan } from "./plan.ts";

/** A column, how it is counted, and between which values it lies. */
export interface Ranged {
  readonly plan: ColumnPlan;
  readonly column: Column;
  readonly extremes: Extremes;
}

/**
 * The cells of one column as rows of `c` (its number `k`), `b` (the cell + 1: 0 below the grid, `cells` + 1 or more above
 * it, null for rows in none), `n` rows, and `s` and `t`, the sums of x - centre and of its square.
 *
 * What the extremes rule out is not paid for: whole numbers of a short range are counted by value first, and a column that
 * lies in one cell is not grouped.
 */
export function cellSql(
  k: number,
  ranged: Ranged,
  relation: Sql,
  finiteOnly: boolean,
): Sql {
  const { plan: { centre, grid }, column, extremes } = ranged;
  const shape = finiteOnly ? "far" : shapeOf(ranged);
  const name = sql`${rawSql(String(k))} c`;
  if (shape === "whole") {
    const counted =
      sql`(select ${column} x, cast(count(*) as double) n from ${relation} group by 1)`;
    return sql`select ${name}, cast(b as integer) + 128 b, sum(n) n, sum(n * v) s, sum(n * v * v) t from (select ${
      byte(grid!, false)
    } b, v, n from (select ${
      place(grid!, centre, extremes.low)
    } z, v, n from (select x - ${centre} v, x, n from (select cast(x as double) x, n from ${counted})))) group by b`;
  }
  const number = asNumber(column);
  const x = finiteOnly && column.kind === "number" ? finite(number) : number;
  const values =
    sql`(select x - ${centre} v, x from (select ${x} x from ${relation}))`;
  if (shape === "one") {
    const cell = rawSql(String(cellOf(grid!, extremes.low!) + 1));
    return sql`select ${name}, ${cell} b, cast(count(v) as double) n, sum(v) s, sum(v * v) t from ${values}`;
  }
  return sql`select ${name}, cast(b as integer) + 128 b, cast(count(*) as double) n, sum(v) s, sum(v * v) t from (select ${
    byte(grid!, shape === "near")
  } b, v from (select ${
    place(grid!, centre, extremes.low)
  } z, v from ${values})) group by b`;
}

/** Whole numbers of a shorter range are counted by value: DuckDB takes no hash table for so few. */
const RANGE = 4096;

/** How far outside the grid, as a share of it, a column may reach of which few rows are outside. */
const NEAR = 1 / 4;

function shapeOf(
  { plan, column: { kind, type }, extremes }: Ranged,
): "whole" | "one" | "near" | "far" {
  const grid = plan.grid!, low = extremes.low!, high = extremes.high!;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return "far";
  if (isWhole(type) && high - low < RANGE) return "whole";
  if (cellOf(grid, low) === cellOf(grid, high)) return "one";
  const share = (x: number) =>
    ((grid.log ? signedLog(x) : x) - grid.from) / grid.width / grid.cells;
  const first = share(low), last = share(high);
  return kind === "number" && first >= -NEAR && first < 1 / 2 &&
      last <= 1 + NEAR && last > 1 / 2
    ? "near"
    : "far";
}

// Where a value lies, in cells from the middle of the grid: its floor is a signed byte, which DuckDB counts without a hash table.
// x - centre is rounded, so 2^-44 of a cell keeps a value that stands on an edge on its upper side.
function place(
  { from, width, log }: Grid,
  centre: number,
  low: number | null,
): Sql {
  const scaled = low !== null && low >= 0
    ? "ln(1e0 + x * 1e6)"
    : "sign(x) * ln(1e0 + abs(x) * 1e6)";
  return log
    ? sql`(${rawSql(scaled)} - ${from}) * ${1 / width} - ${127}`
    : sql`v * ${1 / width} + ${(centre - from) / width - 127 + 2 ** -44}`;
}

// Where few rows lie outside, the cast that fails picks them: cheaper than to look at all, but dear for each that fails.
function byte({ cells }: Grid, few: boolean): Sql {
  const above = cells - 127;
  return few
    ? sql`coalesce(try_cast(floor(z) as tinyint), case when z < ${0} then (-128)::tinyint when z >= ${0} then ${
      rawSql(`${above}::tinyint`)
    } end)`
    : sql`cast(floor(case when z >= ${above} then ${above} when z < ${-128} then ${-128} else z end) as tinyint)`;
}
