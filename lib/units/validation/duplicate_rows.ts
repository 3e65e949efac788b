import { wilson } from "../../math/mod.ts";
import { type Known, measure } from "../../check/mod.ts";
import { rowKey } from "../../profile/mod.ts";
import { rawSql, type Sql, sql } from "../../table/mod.ts";

interface DuplicateOptions {
  /** Columns to leave out, such as a running number; defaults to none. */
  readonly ignore: readonly string[];
  /** Up to this many rows all are looked at, beyond it one key in 2, 4, 8 ..; defaults to 2,000,000. */
  readonly exactRows: number;
}

/**
 * Share of rows that repeat another row in every column.
 *
 * Formula: (rows - distinct rows) / rows. None repeats another where the column that is likeliest to differ rises from row
 * to row. Else first a hash of three columns that are likely to differ, then the hash of all columns for those rows only
 * whose first hash occurs twice. Beyond `exactRows` rows one first hash in 2, 4, 8 .. is looked at, with all rows that have
 * it, so groups stay whole and the share is unbiased; `error` is then two standard deviations over groups. Shape: table ->
 * one number. Unit: ratio, 0..1. Edge cases: null equals null; undefined for an empty table. Error: a 64-bit hash takes two
 * different rows for one with probability n^2 / 2^65. Source: none needed.
 */
export const duplicateRows = measure({
  id: "validation/duplicate_rows",
  unit: "ratio",
  better: "lower",
  needs: [],
  defaults: { ignore: [], exactRows: 2_000_000 } as DuplicateOptions,
  takes: { ignore: "strings" },
  validate({ exactRows }) {
    if (!(exactRows >= 1)) {
      throw new RangeError(
        `Cannot use "exactRows" of "validation/duplicate_rows": it is ${exactRows}, at least 1 is needed`,
      );
    }
  },
  candidates: (sources, _columns, options) => {
    const keys = keysOf(sources, options);
    if (!keys) return [];
    // of rows in the order of a log, whose time only rises, none repeats another
    const { likeliest, twice } = keys, { current } = sources;
    return [
      sql`select count(*) n from (select x, lag(x) over () p from (select ${likeliest} x from ${current})) where x is null or x <= p`,
      sql`select count(*) n from (${twice})`,
    ];
  },
  from: (sources, _columns, options) => {
    const { current, candidates, asked } = sources;
    const keys = keysOf(sources, options);
    if (!keys) return sql`(select 0 n, 0 every where false)`;
    if (candidates === 0 && asked === 1) {
      return sql`(select count(*) n, 0 g from ${current} union all select ${1} n, -1 g)`;
    }
    const { first, all, every, keyed, twice } = keys;
    const looked = sql`select count(*) n, 0 g from ${
      every > 1 ? keyed : current
    } union all select ${every} n, -1 g`;
    return candidates === 0 ? sql`(${looked})` : sql`(with twice as (${twice})
      select count(*) n, 1 g from (select ${all} h from ${current} where ${first} in (select k from twice)) group by h having count(*) > 1
      union all ${looked})`;
  },
  query: () => ({
    looked: sql`sum(case when g = 0 then n end)`,
    every: sql`sum(case when g = -1 then n end)`,
    groups: sql`sum(case when g = 1 then 1 else 0 end)`,
    repeats: sql`sum(case when g = 1 then n - 1 else 0 end)`,
    squares: sql`sum(case when g = 1 then (n - 1) * (n - 1) else 0 end)`,
    most: sql`max(case when g = 1 then n else 1 end)`,
  }),
  read: ({ looked, every, groups, repeats, squares, most }) => {
    if (!(looked > 0)) return undefined;
    const value = repeats / looked;
    const error = 2 * Math.sqrt(squares * (1 - 1 / every)) / looked;
    return {
      value,
      interval: wilson(repeats, looked),
      ...(every > 1 ? { error } : {}),
      n: { current: looked },
      details: {
        repeats,
        groups,
        most,
        ...(every > 1 ? { sampledOneKeyIn: every } : {}),
        explanation: repeats
          ? `${repeats} of ${looked} rows repeat another row, ${groups} rows occur more than once, at most ${most} times`
          : `No row of ${looked} repeats another`,
      },
    };
  },
});

function keysOf(
  { current, columns, rows }: Known,
  { ignore, exactRows }: DuplicateOptions,
) {
  const kept = columns.filter(({ name }) => !ignore.includes(name));
  if (!kept.length) return undefined;
  const { likeliest, first, all } = rowKey(kept);
  const every = rows && rows > exactRows
    ? 2 ** Math.ceil(Math.log2(rows / exactRows))
    : 1;
  const drawn: Sql = every > 1
    ? sql` where k % ${rawSql(String(every))} = 0`
    : sql``;
  const keyed = sql`(select ${first} k from ${current})${drawn}`;
  const twice = sql`select k from ${keyed} group by k having count(*) > 1`;
  return { likeliest, first, all, every, keyed, twice };
}
