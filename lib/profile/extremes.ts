import {
  type Column,
  finite,
  joinSql,
  rawSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";
import { asNumber } from "./plan.ts";

/** The smallest and the largest value of a column; null where it has none. */
export interface Extremes {
  readonly low: number | null;
  readonly high: number | null;
  /** Rows that are not null; asked only of finite values. */
  readonly present: number;
}

/**
 * Extremes of number and time columns in one query: a file's footer often has them.
 *
 * Shape: columns -> extremes in their order, times as epoch seconds. `finiteOnly` leaves NaN and infinities out.
 */
export async function extremesOf(
  table: Table,
  columns: readonly Column[],
  finiteOnly: boolean,
): Promise<readonly Extremes[]> {
  if (!columns.length) return [];
  const asked = columns.map((column, k) => {
    const as = (extreme: Sql) =>
      column.kind === "time" ? sql`epoch(${extreme})` : extreme;
    const value = finiteOnly && column.kind === "number"
      ? finite(asNumber(column))
      : column;
    return sql`cast(${as(sql`min(${value})`)} as double) ${
      rawSql(`l${k}`)
    }, cast(${as(sql`max(${value})`)} as double) ${rawSql(`h${k}`)}${
      finiteOnly
        ? sql`, cast(count(${column}) as double) ${rawSql(`p${k}`)}`
        : rawSql("")
    }`;
  });
  const [row] = await table.engine.rows(
    sql`select ${joinSql(asked)} from ${table.relation}`,
  );
  return columns.map((_, k) => ({
    low: row![`l${k}`] as number | null,
    high: row![`h${k}`] as number | null,
    present: row![`p${k}`] as number,
  }));
}
