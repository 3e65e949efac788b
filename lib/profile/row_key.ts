import { type Column, isWhole, joinSql, type Sql, sql } from "../table/mod.ts";

/** Columns that a first look at whole rows hashes. */
const FIRST = 3;

/**
 * Two hashes of a row: `first` of the few columns that are likely to tell rows apart, the `likeliest` among them, and `all`
 * of every column.
 *
 * Rows that differ in `first` differ, so `all` is needed only for rows whose `first` occurs twice; what is not read is
 * not paid for. Shape: columns, and by name the type to compare in -> two expressions. Edge cases: null equals null.
 * Error: two different rows share a 64-bit hash with probability 5e-20.
 */
export function rowKey(
  columns: readonly Column[],
  cast: ReadonlyMap<string, string> = new Map(),
): { readonly likeliest: Sql; readonly first: Sql; readonly all: Sql } {
  const likely = [...columns].sort((a, b) => spread(b) - spread(a));
  const compared = (column: Column) => {
    const type = cast.get(column.name);
    return type === undefined
      ? column
      : sql`cast(${column} as ${{ text: type }})`;
  };
  const hashed = (list: readonly Column[]) =>
    sql`hash(${joinSql(list.map(compared))})`;
  return {
    likeliest: compared(likely[0]!),
    first: hashed(likely.slice(0, FIRST)),
    all: hashed(columns),
  };
}

// How many values a type is likely to hold: nothing is known before the scan.
function spread({ kind, type }: Column): number {
  if (kind === "time") return /^DATE/i.test(type) ? 3 : 6;
  if (kind === "number") return isWhole(type) ? intSpread(type) : 5;
  return kind === "category" ? 2 : kind === "nested" ? 1 : 0;
}

function intSpread(type: string): number {
  return /TINY|SMALL/i.test(type) ? 1 : /BIG|HUGE/i.test(type) ? 4 : 3;
}
