import { joinSql, rawSql, type Sql, sql } from "./sql.ts";
import { columnOf, type Table, where } from "./table.ts";

/** The rows of a table that share one value of a column. */
export interface TableSlice {
  readonly column: string;
  /** The value as text, null where it is missing. */
  readonly value: string | null;
  readonly rows: number;
  /** How many values the column has, a missing one among them. */
  readonly values: number;
  readonly table: Table;
}

/** Which slices `slicesOf` tells. */
export interface SliceOptions {
  /** How many at most, defaults to 20. */
  readonly most?: number;
  /** Only these values, to find the slices of another table again; defaults to all. */
  readonly among?: readonly (string | null)[];
}

/**
 * The slices of a table by one column, most rows first, equal ones by value. A missing value is a slice of its own.
 *
 * Errors: SchemaError when the column is missing.
 */
export async function slicesOf(
  table: Table,
  name: string,
  { most = 20, among }: SliceOptions = {},
): Promise<readonly TableSlice[]> {
  const column = columnOf(table, name);
  const text = sql`cast(${column} as varchar)`;
  const is = (value: string | null): Sql =>
    value === null ? sql`${column} is null` : sql`${text} = ${value}`;
  if (among && !among.length) return [];
  const wanted = among
    ? sql` where ${joinSql(among.map(is), " or ")}`
    : rawSql("");
  const rows = await table.engine.rows(
    sql`select ${text} v, cast(count(*) as double) n, cast(count(*) over () as double) distinct_values from ${table.relation}${wanted} group by 1 order by 2 desc, 1 limit ${
      rawSql(String(most))
    }`,
  );
  return rows.map(({ v, n, distinct_values }) => {
    const value = v as string | null;
    return {
      column: name,
      value,
      rows: n as number,
      values: distinct_values as number,
      table: { ...where(table, is(value)), rows: n as number },
    };
  });
}
