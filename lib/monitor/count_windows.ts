import { batches } from "../profile/mod.ts";
import {
  type Cell,
  columnOf,
  joinSql,
  literal,
  rawSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";
import {
  type ColumnPlan,
  numberSql,
  textSql,
  type WindowPlan,
} from "./plan_windows.ts";
import { type ColumnCounts, REST, type WindowCounts } from "./window_counts.ts";
import { endOf, type WindowGrid } from "./window_grid.ts";

/** Rows of each window by its start, windows without a row left out; rows without a time are counted apart. */
export async function windowRows(
  table: Table,
  { start }: WindowGrid,
): Promise<{
  readonly starts: readonly { readonly from: number; readonly rows: number }[];
  readonly untimed: number;
}> {
  const found = await table.engine.rows(
    sql`select ${start} w, cast(count(*) as double) n from ${table.relation} group by w order by w nulls first`,
  );
  const starts = found.filter(({ w }) => w !== null)
    .map(({ w, n }) => ({ from: Number(w), rows: Number(n) }));
  const untimed = found.find(({ w }) => w === null);
  return { starts, untimed: untimed ? Number(untimed.n) : 0 };
}

/**
 * Counts every window of a table in one grouped scan for 25 columns at a time: rows below edges and rows by value.
 *
 * Shape: table, grid, plan -> windows in time order; those without rows are left out. `done` is told the share of columns
 * that are counted.
 */
export async function countWindows(
  table: Table,
  { start, every }: WindowGrid,
  { columns }: WindowPlan,
  done: (share: number) => void = () => {},
): Promise<readonly WindowCounts[]> {
  const windows = new Map<number, {
    rows: number;
    columns: Map<string, ColumnCounts>;
  }>();
  const parts = batches(columns);
  for (const [i, part] of parts.entries()) {
    const asked = part.flatMap((plan, k) => [
      sql`${countsSql(table, plan)} ${rawSql(`h${k}`)}`,
      sql`cast(count(${valueSql(table, plan)}) as double) ${rawSql(`n${k}`)}`,
    ]);
    const picks = part.flatMap((plan, k) => [
      sql`${pickSql(plan, rawSql(`h${k}`))} ${rawSql(`c${k}`)}`,
      rawSql(`n${k}`),
    ]);
    const found = await table.engine.rows(
      sql`select w, n, ${
        joinSql(picks)
      } from (select ${start} w, cast(count(*) as double) n, ${
        joinSql(asked)
      } from ${table.relation} group by w) where w is not null`,
    );
    for (const row of found) {
      const from = Number(row.w), rows = Number(row.n);
      const window = windows.get(from) ?? { rows, columns: new Map() };
      windows.set(from, window);
      part.forEach((plan, k) =>
        window.columns.set(
          plan.name,
          columnCounts(plan, rows, Number(row[`n${k}`]), row[`c${k}`]!),
        )
      );
    }
    done((i + 1) / parts.length);
  }
  return [...windows].sort(([a], [b]) => a - b).map(([from, window]) => ({
    from,
    to: endOf(from, every),
    ...window,
  }));
}

function valueSql(table: Table, { name, kind }: ColumnPlan): Sql {
  const column = columnOf(table, name);
  return kind === "number" ? numberSql(column) : column;
}

/** Rows by bin or by value as the engine's map. */
function countsSql(table: Table, plan: ColumnPlan): Sql {
  const column = columnOf(table, plan.name), keys = keysSql(plan);
  if (plan.kind === "number") {
    return sql`histogram(${numberSql(column)}, ${keys})`;
  }
  return onlyRest(plan)
    ? sql`null`
    : sql`histogram_exact(${textSql(column)}, ${keys})`;
}

function pickSql(plan: ColumnPlan, map: Sql): Sql {
  return onlyRest(plan)
    ? sql`null`
    : sql`list_transform(${keysSql(plan)}, key -> cast(${map}[key] as double))`;
}

function keysSql({ kind, keys }: ColumnPlan): Sql {
  const cells = kind === "number"
    ? keys.map((key) => literal(Number(key)))
    : keys.slice(0, -1).map((key) => literal(key));
  return rawSql(`[${cells.join(", ")}]`);
}

function onlyRest({ kind, keys }: ColumnPlan): boolean {
  return kind === "category" && keys.length === 1;
}

function columnCounts(
  plan: ColumnPlan,
  rows: number,
  present: number,
  found: Cell,
): ColumnCounts {
  const { kind, keys } = plan, counts = new Float64Array(keys.length);
  const cells = Array.isArray(found) ? found as readonly Cell[] : [];
  let sum = 0;
  cells.forEach((cell, k) => {
    const n = Number(cell ?? 0);
    sum += n;
    counts[k] = kind === "number" ? sum : n;
  });
  if (keys.at(-1) === REST) counts[keys.length - 1] = present - sum;
  return { kind, rows, nulls: rows - present, keys, counts };
}
