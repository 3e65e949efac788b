import { type Column, finite, joinSql, type Sql, sql } from "../table/mod.ts";

/**
 * The relation of recommended items: `q` query, `i` item, `pos` place from 1 to k, `len` items of the query's list, and what
 * `carry` names.
 *
 * Highest score first; equal scores by item, so that a list does not depend on the order of rows; an item that comes again counts once. Rows without query, item or score
 * are left out.
 */
export function topItems(
  current: Sql,
  columns: {
    readonly query: Column;
    readonly item: Column;
    readonly score: Column;
    readonly carry?: readonly Sql[];
  },
  k: number,
): Sql {
  const { query, item, score, carry = [] } = columns;
  const rows = sql`(select ${
    joinSql([
      sql`${query} q`,
      sql`${item} i`,
      sql`${finite(score)} s`,
      ...carry,
    ])
  } from ${current})`;
  return sql`(select *, cast(count(*) over (partition by q) as double) len from (select *, cast(row_number() over (partition by q order by s desc, i) as double) pos from (select *, row_number() over (partition by q, i order by s desc) again from ${rows} where q is not null and i is not null and s is not null) where again = 1) where pos <= ${k})`;
}

/** The relation of how many of the reference's `users` had each item: `i`, `takers`, `users`, `place` by takers. */
export function popularity(
  reference: Sql,
  { query, item }: { readonly query: Column; readonly item: Column },
): Sql {
  return sql`(select *, row_number() over (order by takers desc, i) place from (select ${item} i, cast(count(distinct ${query}) as double) takers, (select cast(count(distinct ${query}) as double) from ${reference}) users from ${reference} where ${item} is not null and ${query} is not null group by ${item}))`;
}
