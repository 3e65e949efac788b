import {
  type Cell,
  type Column,
  type EngineColumns,
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

/** One more than the largest `rowHash`. */
export const HASHES = 2 ** 53;

/**
 * The rows with the smallest hash of their id: the same rows every time, whatever the order or the threads.
 *
 * Numbers and times (epoch seconds) come as numbers, anything else as text.
 */
export async function sampleOf(table: Table, rows = SAMPLE): Promise<Sample> {
  const columns = sampled(table);
  if (!columns.length) return emptySample();
  return sampleFrom(
    columns,
    await table.engine.arrays(
      sql`select ${picked(columns, table)} from ${table.relation} order by ${
        rowHash(table)
      } limit ${rawSql(String(rows))}`,
    ),
  );
}

/** The columns that a sample holds: all but nested ones. */
export function sampled(table: Table): readonly Column[] {
  return table.columns.filter(({ kind }) => kind !== "nested");
}

/** What a sample's query selects: the row's hash and every column. */
export function picked(columns: readonly Column[], table: Table): Sql {
  const cells = columns.map((column, i) =>
    sql`${
      column.kind === "number" || column.kind === "time"
        ? asNumber(column)
        : sql`cast(${column} as varchar)`
    } ${rawSql(`s${i}`)}`
  );
  return joinSql([sql`${rowHash(table)} h`, ...cells]);
}

/** The answer to a sample's query. */
export function sampleFrom(
  columns: readonly Column[],
  found: EngineColumns,
): Sample {
  const cells = columns.map((column, i): [string, readonly Cell[]] => {
    const list = found[`s${i}`]!;
    return [
      column.name,
      list instanceof Float64Array
        ? Array.from(list, (x) => Number.isNaN(x) ? null : x)
        : list,
    ];
  });
  const hash = found.h as Float64Array;
  return { rows: hash.length, hash, columns: new Map(cells) };
}

/** A sample without rows. */
export function emptySample(): Sample {
  return { rows: 0, hash: new Float64Array(), columns: new Map() };
}

/** A whole number from 0 below 2^53 that a row's id says, evenly spread. */
export function rowHash(table: Table): Sql {
  return sql`cast(hash(${rowIdOf(table)}) >> 11 as double)`;
}

/** What names a row: the table's own id, else its content. */
export function rowIdOf(table: Table): Sql {
  return table.rowId ?? sql`(${joinSql(table.columns)})`;
}
