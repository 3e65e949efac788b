import {
  type Column,
  joinSql,
  rawSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";
import { cellOf, type Grid } from "./grid.ts";
import { asNumber, BATCH, type ColumnPlan, type Plan } from "./plan.ts";
import type { ColumnProfile, Numbers, Profile, Values } from "./profile.ts";

/** Most frequent values kept of a category column. */
const VALUES = 5_000;

/** Scans a table once by a plan: its mergeable profile. Columns that the plan does not name are left out. */
export async function scan(
  table: Table,
  plan: Plan,
  rows: number,
): Promise<Profile> {
  const planned = plan.columns.flatMap((column) => {
    const found = table.columns.find(({ name }) => name === column.name);
    return found ? [{ plan: column, column: found }] : [];
  });
  const profiles = new Map<string, ColumnProfile>();
  for (const { column } of planned) {
    profiles.set(column.name, { column, rows, nulls: 0, nonFinite: 0 });
  }
  await scanNumbers(table, planned, rows, profiles);
  await scanValues(table, planned, rows, profiles);
  await scanNulls(table, planned, rows, profiles);
  return {
    name: table.name,
    rows,
    columns: profiles,
    notes: table.notes,
    files: table.files,
  };
}

interface Planned {
  readonly plan: ColumnPlan;
  readonly column: Column;
}

const MAX = "1.7976931348623157e308";

async function scanNumbers(
  table: Table,
  planned: readonly Planned[],
  rows: number,
  profiles: Map<string, ColumnProfile>,
): Promise<void> {
  const wanted = planned.filter(({ plan, column }) =>
    isNumeric(column) && (plan.kind === "cells" || plan.kind === "points")
  );
  for (let i = 0; i < wanted.length; i += BATCH) {
    const part = wanted.slice(i, i + BATCH);
    const found = await table.engine.arrays(
      joinSql(
        part.map(({ plan, column }, k) =>
          plan.kind === "cells"
            ? cellsSql(k, column, plan, table.relation)
            : pointsSql(k, column, table.relation)
        ),
        "\nunion all\n",
      ),
    );
    const [c, b, n, p, s, s2, lo, hi] = [..."cbnpstlh"].map((key) =>
      found[key] as Float64Array
    );
    const byColumn = part.map((): number[] => []);
    for (let row = 0; row < c!.length; row++) byColumn[c![row]!]!.push(row);
    part.forEach(({ plan, column }, k) => {
      let nulls = 0, nonFinite = 0;
      const kept = byColumn[k]!.filter((row) => {
        if (b![row] !== -2) return true;
        nulls += n![row]! - p![row]!;
        nonFinite += p![row]!;
        return false;
      });
      kept.sort((x, y) => lo![x]! - lo![y]!);
      const take = (from: Float64Array) =>
        Float64Array.from(kept, (row) => from[row]!);
      profiles.set(column.name, {
        column,
        rows,
        nulls,
        nonFinite,
        numbers: {
          grid: plan.grid,
          index: plan.grid
            ? Int32Array.from(kept, (row) => b![row]!)
            : new Int32Array(),
          count: take(n!),
          lo: take(lo!),
          hi: take(hi!),
          sum: take(s!),
          squares: take(s2!),
          centre: plan.centre,
        },
      });
    });
  }
}

// Guarded by CASE: FILTER (WHERE isfinite) costs five times as much. Cell -2 holds nulls and non-finite values.
function cellsSql(
  k: number,
  column: Column,
  { grid, centre }: ColumnPlan,
  relation: Sql,
): Sql {
  const cell = sql`(case when x between -${rawSql(MAX)} and ${
    rawSql(MAX)
  } then cast(least(${grid!.cells}, greatest(${-1}, floor((${scaled(grid!)} - ${
    grid!.from
  }) / ${grid!.width}))) as integer) else -2 end)`;
  return sql`select ${
    rawSql(String(k))
  } c, b, cast(count(*) as double) n, cast(count(x) as double) p, sum(v) s, sum(v * v) t, min(x) l, max(x) h from (select ${cell} b, x - ${centre} v, x from (select ${
    asNumber(column)
  } x from ${relation})) group by b`;
}

function scaled(grid: Grid): Sql {
  return rawSql(grid.log ? "sign(x) * ln(1e0 + abs(x) * 1e6)" : "x");
}

function pointsSql(k: number, column: Column, relation: Sql): Sql {
  return sql`select ${rawSql(String(k))} c, case when x between -${
    rawSql(MAX)
  } and ${
    rawSql(MAX)
  } then 0 else -2 end b, cast(count(*) as double) n, cast(count(x) as double) p, x * count(*) s, x * x * count(*) t, x l, x h from (select ${
    asNumber(column)
  } x from ${relation}) group by x`;
}

async function scanValues(
  table: Table,
  planned: readonly Planned[],
  rows: number,
  profiles: Map<string, ColumnProfile>,
): Promise<void> {
  const wanted = planned.filter(({ plan, column }) =>
    plan.kind === "values" && column.kind !== "nested"
  );
  for (let i = 0; i < wanted.length; i += BATCH) {
    const part = wanted.slice(i, i + BATCH);
    const { c, v, n, d } = await table.engine.arrays(
      joinSql(
        part.map(({ column }, k) => valuesSql(k, column, table.relation)),
        "\nunion all\n",
      ),
    );
    const counts = part.map(() => new Map<string, number>());
    const nulls = part.map(() => 0), distinct = part.map(() => 0);
    for (let row = 0; row < c!.length; row++) {
      const k = c![row] as number, value = v![row] as string | null;
      if (value === null) nulls[k] = n![row] as number;
      else counts[k]!.set(value, n![row] as number);
      distinct[k] = d![row] as number;
    }
    part.forEach(({ column }, k) => {
      const values: Values = {
        count: sorted(counts[k]!),
        distinct: distinct[k]!,
        complete: counts[k]!.size === distinct[k],
      };
      profiles.set(column.name, {
        column,
        rows,
        nulls: nulls[k]!,
        nonFinite: 0,
        values,
      });
    });
  }
}

function sorted(count: Map<string, number>): Map<string, number> {
  return new Map(
    [...count].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : a > b ? 1 : 0)),
  );
}

// A value over 200 characters is shown by its start and stands for itself by its hash.
function valuesSql(k: number, column: Column, relation: Sql): Sql {
  const text = sql`cast(${column} as varchar)`;
  return sql`(select ${
    rawSql(String(k))
  } c, case when length(g) > 200 then left(g, 160) || '…' || md5(g) else g end v, n, d from (select ${text} g, cast(count(*) as double) n, cast(count(g) over () as double) d from ${relation} group by 1) order by g is null desc, n desc, g limit ${
    rawSql(String(VALUES + 1))
  })`;
}

async function scanNulls(
  table: Table,
  planned: readonly Planned[],
  rows: number,
  profiles: Map<string, ColumnProfile>,
): Promise<void> {
  const wanted = planned.filter(({ plan, column }) =>
    plan.kind === "nulls" || (plan.kind === "values") !== !isNumeric(column)
  );
  if (!wanted.length) return;
  const [row] = await table.engine.rows(
    sql`select ${
      joinSql(
        wanted.map(({ column }, k) => sql`count(${column}) ${rawSql(`n${k}`)}`),
      )
    } from ${table.relation}`,
  );
  wanted.forEach(({ column }, k) => {
    const nulls = rows - (row![`n${k}`] as number);
    profiles.set(column.name, { column, rows, nulls, nonFinite: 0 });
  });
}

function isNumeric({ kind }: Column): boolean {
  return kind === "number" || kind === "time";
}

/** Counts exact cells into a grid, so that a small profile can be laid beside a large one. */
export function regrid(numbers: Numbers, grid: Grid): Numbers {
  if (numbers.grid) {
    if (JSON.stringify(numbers.grid) === JSON.stringify(grid)) return numbers;
    throw new RangeError(
      "Cannot lay two profiles side by side: their grids differ, profile the current data with the reference's bins",
    );
  }
  const cells = new Map<number, number[]>();
  numbers.lo.forEach((x, i) => {
    const cell = cellOf(grid, x);
    const found = cells.get(cell);
    if (found) found.push(i);
    else cells.set(cell, [i]);
  });
  const groups = [...cells].sort(([a], [b]) => a - b);
  const add = (from: Float64Array) =>
    Float64Array.from(
      groups,
      ([, rows]) => rows.reduce((s, i) => s + from[i]!, 0),
    );
  return {
    grid,
    index: Int32Array.from(groups, ([cell]) => cell),
    count: add(numbers.count),
    lo: Float64Array.from(groups, ([, rows]) => numbers.lo[rows[0]!]!),
    hi: Float64Array.from(groups, ([, rows]) => numbers.hi[rows.at(-1)!]!),
    sum: add(numbers.sum),
    squares: add(numbers.squares),
    centre: numbers.centre,
  };
}
