import { wilson } from "../../math/mod.ts";
import { measure, unknown } from "../../check/mod.ts";
import { rowKey } from "../../profile/mod.ts";
import { type Column, sql } from "../../table/mod.ts";

interface OverlapOptions {
  /** Columns to leave out, such as a running number; defaults to none. */
  readonly ignore: readonly string[];
}

/**
 * Share of current rows that also stand in the reference, in all columns both have.
 *
 * Formula: rows whose hash of all common columns occurs in the reference / rows. First a hash of four columns that are
 * likely to differ, then that of all for the rows which it leaves. Shape: two tables -> one number. Unit: ratio, 0..1.
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
  defaults: { ignore: [] } as OverlapOptions,
  from: ({ current, reference, columns, referenceColumns }, _, { ignore }) => {
    const cast = new Map<string, string>();
    const common = columns.filter((column) => {
      const other = referenceColumns?.find((c) => c.name === column.name);
      if (!other || ignore.includes(column.name)) return false;
      if (other.type !== column.type) {
        cast.set(column.name, meet(column, other));
      }
      return true;
    });
    if (!common.length || !reference) {
      return sql`(select 0 n, 0 g where false)`;
    }
    const { first, all } = rowKey(common, cast);
    return sql`(with c as (select ${first} k from ${current}),
      r as (select ${first} k from ${reference}),
      twice as (select distinct k from c where k in (select k from r)),
      same as (select distinct ${all} h from ${reference} where ${first} in (select k from twice))
      select count(*) n, null g from c
      union all select count(*) n, h g from (select ${all} h from ${current} where ${first} in (select k from twice)) where h in (select h from same) group by h)`;
  },
  query: () => ({
    rows: sql`sum(case when g is null then n end)`,
    shared: sql`sum(case when g is not null then n else 0 end)`,
    distinct: sql`count(g)`,
  }),
  read: ({ rows, shared, distinct }) => {
    if (Number.isNaN(rows)) {
      return unknown("current and reference have no column in common");
    }
    if (!rows) return unknown("the current table has no rows");
    return {
      value: shared / rows,
      interval: wilson(shared, rows),
      n: { current: rows },
      details: {
        rows: shared,
        distinct,
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
