import { wilson } from "../../math/mod.ts";
import { type Known, measure, unknown } from "../../check/mod.ts";
import { rowKey } from "../../profile/mod.ts";
import { type Column, rawSql, type Sql, sql } from "../../table/mod.ts";

interface OverlapOptions {
  /** Columns to leave out, such as a running number; defaults to none. */
  readonly ignore: readonly string[];
  /** Up to this many current rows all are looked at, beyond it one key in 2, 4, 8 ..; defaults to 2,000,000. */
  readonly exactRows: number;
}

/**
 * Share of current rows that also stand in the reference, in all columns both have.
 *
 * Formula: rows whose hash of all common columns occurs in the reference / rows. First a hash of three columns that are
 * likely to differ, then that of all for the rows which it leaves. Beyond `exactRows` rows one first hash in 2, 4, 8 .. is
 * looked at on both sides, and `error` is two standard deviations over rows that are alike. Shape: two tables -> one number. Unit: ratio, 0..1.
 * Edge cases: null equals null; numbers of different types are compared as doubles, anything else of different types as
 * text; unknown without common columns; and for an empty table. Error: a 64-bit hash takes two different rows
 * for one with probability n m / 2^64. Source: none needed.
 */
export const rowOverlap = measure({
  id: "leakage/row_overlap",
  unit: "ratio",
  better: "lower",
  needs: [],
  needsReference: true,
  defaults: { ignore: [], exactRows: 2_000_000 } as OverlapOptions,
  takes: { ignore: "strings" },
  validate({ exactRows }) {
    if (!(exactRows >= 1)) {
      throw new RangeError(
        `Cannot use "exactRows" of "leakage/row_overlap": it is ${exactRows}, at least 1 is needed`,
      );
    }
  },
  candidates: (sources, _, options) => {
    const keys = keysOf(sources, options);
    if (!keys) return [];
    const { likeliest, first } = keys, { current, reference } = sources;
    // a join on the column itself: an engine that knows the range of each file skips what lies outside the other's
    const side = (of: Sql | undefined) =>
      sql`(select ${likeliest} x, ${first} k from ${of!})`;
    const missing = (of: Sql | undefined) =>
      sql`(select count(*) - count(${likeliest}) from ${of!})`;
    return [
      sql`select count(*) + least(${missing(current)}, ${
        missing(reference)
      }) n from ${side(current)} where (x, k) in (select x, k from ${
        side(reference)
      })`,
    ];
  },
  from: (sources, _, options) => {
    const { current, reference, candidates } = sources;
    const keys = keysOf(sources, options);
    if (!keys) return sql`(select 0 n, 0 g, 1 every where false)`;
    const { first, all, every } = keys;
    const drawn = every > 1
      ? sql` where k % ${rawSql(String(every))} = 0`
      : sql``;
    const c = sql`(select ${first} k from ${current})${drawn}`;
    const r = sql`(select ${first} k from ${reference!})${drawn}`;
    const looked = sql`select count(*) n, null g, ${every} every from ${
      every > 1 ? c : current
    }`;
    return candidates === 0
      ? sql`(${looked})`
      : sql`(with twice as (select distinct k from (select k from ${c}) where k in (select k from ${r})),
      same as (select distinct ${all} h from ${reference!} where ${first} in (select k from twice))
      ${looked}
      union all select count(*) n, h g, null every from (select ${all} h from ${current} where ${first} in (select k from twice)) where h in (select h from same) group by h)`;
  },
  query: () => ({
    rows: sql`sum(case when g is null then n end)`,
    every: sql`max(every)`,
    shared: sql`sum(case when g is not null then n else 0 end)`,
    squares: sql`sum(case when g is not null then n * n else 0 end)`,
    distinct: sql`count(g)`,
  }),
  read: ({ rows, every, shared, squares, distinct }) => {
    if (Number.isNaN(rows)) {
      return unknown("current and reference have no column in common");
    }
    if (!rows) return unknown("the current table has no rows");
    return {
      value: shared / rows,
      interval: wilson(shared, rows),
      ...(every > 1
        ? { error: 2 * Math.sqrt(squares * (1 - 1 / every)) / rows }
        : {}),
      n: { current: rows },
      details: {
        rows: shared,
        distinct,
        ...(every > 1 ? { sampledOneKeyIn: every } : {}),
        explanation: shared
          ? `${shared} of ${rows} rows also stand in the reference`
          : `None of ${rows} rows stands in the reference`,
      },
    };
  },
});

function meet(a: Column, b: Column): string {
  return a.kind === "number" && b.kind === "number" ? "double" : "varchar";
}

function keysOf(
  { columns, reference, referenceColumns, rows }: Known,
  { ignore, exactRows }: OverlapOptions,
) {
  const cast = new Map<string, string>();
  const common = columns.filter((column) => {
    const other = referenceColumns?.find((c) => c.name === column.name);
    if (!other || ignore.includes(column.name)) return false;
    if (other.type !== column.type) cast.set(column.name, meet(column, other));
    return true;
  });
  if (!common.length || !reference) return undefined;
  const every = rows && rows > exactRows
    ? 2 ** Math.ceil(Math.log2(rows / exactRows))
    : 1;
  return { ...rowKey(common, cast), every };
}
