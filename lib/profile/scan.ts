import {
  type Column,
  joinSql,
  rawSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";
import { countCells } from "./cells.ts";
import { batches, type ColumnPlan, type Plan } from "./plan.ts";
import { countPoints } from "./points.ts";
import type { ColumnProfile, Profile, Values } from "./profile.ts";
import { unionSql } from "./union.ts";

/** Most frequent values kept of a category column. */
export const KEPT_VALUES = 5_000;

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
  const counted = { ...table, rows };
  await scanNumbers(counted, planned, rows, profiles);
  await scanValues(counted, planned, rows, profiles);
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

async function scanNumbers(
  table: Table,
  planned: readonly Planned[],
  rows: number,
  profiles: Map<string, ColumnProfile>,
): Promise<void> {
  const of = (kind: ColumnPlan["kind"]) =>
    planned.filter(({ plan, column }) =>
      plan.kind === kind && isNumeric(column)
    );
  for (const part of batches(of("points"))) {
    const found = await countPoints(table, part);
    part.forEach(({ column }, k) =>
      profiles.set(column.name, { column, rows, ...found[k]! })
    );
  }
  const cells = of("cells"), found = await countCells(table, cells, rows);
  cells.forEach(({ column }, k) =>
    profiles.set(column.name, { column, rows, ...found[k]! })
  );
}

function isNumeric({ kind }: Column): boolean {
  return kind === "number" || kind === "time";
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
  for (const part of batches(wanted)) {
    const { c, v, n, d } = await table.engine.arrays(
      unionSql(
        table,
        part,
        (k, relation) => valuesSql(k, part[k]!.column, relation),
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

/** How a text stands for itself: one of over 200 characters by its start and its hash. */
export function valueKey(name: string): Sql {
  return rawSql(
    `case when length(${name}) > 200 then left(${name}, 160) || '…' || md5(${name}) else ${name} end`,
  );
}

function valuesSql(k: number, column: Column, relation: Sql): Sql {
  // a boolean as text takes thrice the time to count
  const boolean = column.kind === "boolean";
  const counted = sql`select ${
    boolean ? column : sql`cast(${column} as varchar)`
  } x, cast(count(*) as double) n from ${relation} group by 1`;
  return sql`(select ${rawSql(String(k))} c, ${
    valueKey("g")
  } v, n, d from (select ${
    rawSql(boolean ? "cast(x as varchar)" : "x")
  } g, n, cast(count(x) over () as double) d from (${counted})) order by g is null desc, n desc, g limit ${
    rawSql(String(KEPT_VALUES + 1))
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
