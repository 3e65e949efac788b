import { rawSql, sql } from "../../table/mod.ts";
import { rowRule } from "./row_rule.ts";

interface SqlOptions {
  /** A condition in SQL that every row keeps, e.g. "fare >= 0 or refund"; required. */
  readonly holds: string;
  /** A condition in SQL for the rows it is asked of; defaults to all. */
  readonly where: string | null;
}

/**
 * Share of rows that break a condition written in SQL.
 *
 * Formula: rows for which `holds` is false / rows; as with SQL's CHECK, a row for which it is null keeps it. Shape: table
 * -> one number. Unit: ratio, 0..1. Edge cases: undefined for no rows. Errors: RangeError without a condition; SyntaxError
 * with the engine's words for wrong SQL. The text runs as it stands: it must come from the user. Source: SQL:2016, CHECK.
 */
export const sqlCheck = rowRule({
  id: "validation/sql_check",
  needs: [],
  defaults: { holds: "", where: null } as SqlOptions,
  takes: { where: "string" },
  ownSql: true,
  validate({ holds, where }) {
    if (!holds.trim()) {
      throw new RangeError(
        'Cannot use "holds" of "validation/sql_check": it is empty, a condition in SQL is needed',
      );
    }
    if (where !== null && !where.trim()) {
      throw new RangeError(
        'Cannot use "where" of "validation/sql_check": it is empty, a condition in SQL or null is needed',
      );
    }
  },
  judged: (_, { where }) => where === null ? sql`true` : rawSql(`(${where})`),
  broken: (_, { holds }) => sql`not (${rawSql(holds)})`,
  shown: () => sql`__row`,
});
