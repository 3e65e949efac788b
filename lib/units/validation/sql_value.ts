import { measure } from "../../check/mod.ts";
import { rawSql, sql } from "../../table/mod.ts";

interface SqlValueOptions {
  /** A query in SQL that gives one number, over the tables "current" and "reference"; required. */
  readonly query: string;
}

/**
 * A number that a query of the user's own gives.
 *
 * Formula: the only column of the query's only row; `current` and `reference` stand for the two tables. Shape: one or two
 * tables -> one number. Unit: column unit. Edge cases: undefined where the query gives null or no row. Errors:
 * RangeError for an empty query; SyntaxError with the engine's words for wrong SQL. The text runs as it stands: it must come from the
 * user. Source: none needed.
 */
export const sqlValue = measure({
  id: "validation/sql_value",
  unit: "column unit",
  better: "none",
  needs: [],
  defaults: { query: "" } as SqlValueOptions,
  ownSql: true,
  validate({ query }) {
    if (!query.trim()) {
      throw new RangeError(
        'Cannot use "query" of "validation/sql_value": it is empty, a query that gives one number is needed',
      );
    }
  },
  from: ({ current, reference }, _, { query }) =>
    sql`(with current as (select * from ${current})${
      reference ? sql`, reference as (select * from ${reference})` : sql``
    } select cast(v as double) v from (${rawSql(query)}) asked(v) limit 2)`,
  query: () => ({ value: sql`max(v)`, rows: sql`count(*)` }),
  read: ({ value, rows }) =>
    Number.isNaN(value) || rows !== 1 ? undefined : { value },
});
