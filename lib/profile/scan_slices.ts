import {
  type Column,
  columnOf,
  finite,
  joinSql,
  rawSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";
import type { Grid } from "./grid.ts";
import { asNumber, type ColumnPlan, type Plan } from "./plan.ts";
import type { ColumnProfile, Profile } from "./profile.ts";
import { KEPT_VALUES, valueKey } from "./scan.ts";

/** A slice by its value, null where that is missing, and its rows. */
export interface SliceRows {
  readonly value: string | null;
  readonly rows: number;
}

/**
 * The profiles of a table's slices by one column, each as `scan` makes it of the slice alone, with one query a column for all of them.
 *
 * Shape: table, slice column, its slices, plan -> profiles in the slices' order. Columns that the plan does not name are left out.
 */
export async function scanSlices(
  table: Table,
  by: string,
  slices: readonly SliceRows[],
  plan: Plan,
): Promise<readonly Profile[]> {
  const found = slices.map((): Map<string, ColumnProfile> => new Map());
  const at = new Map(slices.map(({ value }, i) => [value, i]));
  for (const planned of plan.columns) {
    const column = table.columns.find(({ name }) => name === planned.name);
    if (!column || planned.kind === "nulls") continue;
    const numeric = column.kind === "number" || column.kind === "time";
    if (numeric !== (planned.kind !== "values")) continue;
    const relation = sliced(table, columnOf(table, by), slices, column);
    const counted = numeric
      ? await numbersOf(table, relation, planned)
      : await valuesOf(table, relation);
    slices.forEach(({ rows }, i) =>
      found[i]!.set(column.name, {
        column,
        rows,
        nulls: rows,
        nonFinite: 0,
        ...(numeric
          ? { numbers: none(planned) }
          : { values: { count: new Map(), distinct: 0, complete: true } }),
      })
    );
    for (const [value, profile] of counted) {
      const i = at.get(value)!;
      found[i]!.set(column.name, { column, rows: slices[i]!.rows, ...profile });
    }
  }
  return slices.map(({ rows }, i) => ({
    name: table.name,
    rows,
    columns: found[i]!,
    notes: [],
    files: [],
  }));
}

type Counted = Omit<ColumnProfile, "column" | "rows">;

/** The column as `x`, as a number or a text, with the slice as `s`. */
function sliced(
  table: Table,
  by: Column,
  slices: readonly SliceRows[],
  column: Column,
): Sql {
  const text = sql`cast(${by} as varchar)`;
  const named = slices.flatMap(({ value }) => value === null ? [] : [value]);
  const wanted = [
    ...(named.length
      ? [sql`${text} in (${joinSql(named.map((value) => sql`${value}`))})`]
      : []),
    ...(named.length < slices.length ? [sql`${by} is null`] : []),
  ];
  const x = column.kind === "number"
    ? finite(asNumber(column))
    : column.kind === "time"
    ? asNumber(column)
    : sql`cast(${column} as varchar)`;
  return sql`(select ${text} s, ${x} x, ${column} is not null given from ${table.relation} where ${
    joinSql(wanted, " or ")
  })`;
}

async function numbersOf(
  table: Table,
  relation: Sql,
  plan: ColumnPlan,
): Promise<ReadonlyMap<string | null, Counted>> {
  const { grid, centre } = plan;
  const cell = grid ? cellOf(grid) : rawSql("x");
  const found = await table.engine.arrays(
    sql`select s, cast(b as double) b, cast(count(*) as double) n, cast(count(case when given then 1 end) as double) g, sum(v) t, sum(v * v) tt, min(x) lo, max(x) hi from (select s, x, given, x - ${centre} v, ${cell} b from ${relation}) group by s, b order by s, b nulls first`,
  );
  const numbers = (name: string) => found[name] as Float64Array;
  const b = numbers("b"), n = numbers("n"), g = numbers("g");
  const rowsBy = new Map<string | null, number[]>();
  found.s!.forEach((value, row) => {
    const slice = value as string | null, rows = rowsBy.get(slice);
    if (rows) rows.push(row);
    else rowsBy.set(slice, [row]);
  });
  return new Map([...rowsBy].map(([slice, rows]) => {
    const unset = rows.filter((row) => Number.isNaN(b[row]));
    const held = rows.filter((row) => !Number.isNaN(b[row]));
    const take = (name: string) =>
      Float64Array.from(held, (row) => numbers(name)[row]!);
    const nulls = unset.reduce((sum, row) => sum + n[row]! - g[row]!, 0);
    return [slice, {
      nulls,
      nonFinite: unset.reduce((sum, row) => sum + g[row]!, 0),
      numbers: {
        grid,
        index: grid
          ? Int32Array.from(held, (row) => b[row]!)
          : new Int32Array(),
        count: take("n"),
        lo: take("lo"),
        hi: take("hi"),
        sum: take("t"),
        squares: take("tt"),
        centre,
      },
    }];
  }));
}

function cellOf({ from, width, cells, log }: Grid): Sql {
  const y = log ? rawSql("sign(x) * ln(1e0 + abs(x) * 1e6)") : rawSql("x");
  // greatest and least leave null out
  return sql`case when x is not null then greatest(${-1}, least(${cells}, floor((${y} - ${from}) / ${width}))) end`;
}

async function valuesOf(
  table: Table,
  relation: Sql,
): Promise<ReadonlyMap<string | null, Counted>> {
  const rows = await table.engine.rows(
    sql`select s, ${
      valueKey("x")
    } v, n, d from (select *, cast(count(x) over (partition by s) as double) d, row_number() over (partition by s order by x is null desc, n desc, x) r from (select s, x, cast(count(*) as double) n from ${relation} group by s, x)) where r <= ${
      KEPT_VALUES + 1
    } order by r`,
  );
  const counts = new Map<string | null, Map<string, number>>();
  const found = new Map<string | null, Counted>();
  for (const { s, v, n, d } of rows) {
    const slice = s as string | null;
    const count = counts.get(slice) ?? new Map<string, number>();
    counts.set(slice, count);
    if (v !== null) count.set(v as string, n as number);
    const { nulls = 0 } = found.get(slice) ?? {};
    found.set(slice, {
      nulls: v === null ? n as number : nulls,
      nonFinite: 0,
      values: {
        count,
        distinct: d as number,
        complete: count.size === d,
      },
    });
  }
  return found;
}

function none({ grid, centre }: ColumnPlan) {
  const empty = new Float64Array();
  return {
    grid,
    index: new Int32Array(),
    count: empty,
    lo: empty,
    hi: empty,
    sum: empty,
    squares: empty,
    centre,
  };
}
