import {
  type Cell,
  joinSql,
  rawSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";
import { asNumber } from "./plan.ts";
import type { Sample } from "./profile.ts";

/** Rows kept in a profile's sample. */
export const SAMPLE = 5_000;

/**
 * The rows with the smallest hash of their id: the same rows every time, whatever the order or the threads.
 *
 * Numbers and times (epoch seconds) come as numbers, anything else as text.
 */
export async function sampleOf(table: Table, rows = SAMPLE): Promise<Sample> {
  const columns = table.columns.filter(({ kind }) => kind !== "nested");
  if (!columns.length) return { rows: 0, columns: new Map() };
  const picked = columns.map((column, i) =>
    sql`${
      column.kind === "number" || column.kind === "time"
        ? asNumber(column)
        : sql`cast(${column} as varchar)`
    } ${rawSql(`s${i}`)}`
  );
  const found = await table.engine.arrays(
    sql`select ${joinSql(picked)} from ${table.relation} order by hash(${
      rowIdOf(table)
    }) limit ${rawSql(String(rows))}`,
  );
  const cells = columns.map((column, i): [string, readonly Cell[]] => {
    const list = found[`s${i}`]!;
    return [
      column.name,
      list instanceof Float64Array
        ? Array.from(list, (x) => Number.isNaN(x) ? null : x)
        : list,
    ];
  });
  return { rows: cells[0]![1].length, columns: new Map(cells) };
}

/** What names a row: the table's own id, else its content. */
export function rowIdOf(table: Table): Sql {
  return table.rowId ?? sql`(${joinSql(table.columns)})`;
}
