import { joinSql, type Sql, sql } from "../../table/mod.ts";
import { isOneOf, type Limit } from "./comparable.ts";
import type { Column } from "../../table/mod.ts";
import { rowRule } from "./row_rule.ts";

interface CombinationOptions {
  /** The allowed combinations, each as long as the columns; null stands for a missing value; defaults to none. */
  readonly values: readonly (readonly (Limit | null)[])[];
  /** Rows that are passed over: "any" value missing, "all" values missing, or "never"; defaults to "all". */
  readonly skipMissing: string;
}

/**
 * Share of rows whose values together are not one of the allowed combinations.
 *
 * Formula: rows with another combination / rows judged. Shape: columns -> one number. Unit: ratio, 0..1. Edge cases:
 * a missing value matches null in a combination only; undefined without a judged row. Errors: RangeError for another
 * `skipMissing`. Source: equals Great Expectations' expect_column_pair_values_to_be_in_set.
 */
export const combination = rowRule({
  id: "validation/combination",
  needs: ["columns"],
  kinds: { columns: ["number", "boolean", "category", "time"] },
  defaults: { values: [], skipMissing: "all" } as CombinationOptions,
  takes: { values: "rows" },
  validate({ skipMissing }) {
    if (!["any", "all", "never"].includes(skipMissing)) {
      throw new RangeError(
        `Cannot use "skipMissing" of "validation/combination": it is "${skipMissing}", one of "any", "all", "never" is needed`,
      );
    }
  },
  judged: ({ columns }, { skipMissing }) =>
    skipMissing === "never" ? sql`true` : joinSql(
      columns.map((column) => sql`${column} is not null`),
      skipMissing === "any" ? " and " : " or ",
    ),
  broken: ({ columns }, { values }) =>
    values.length
      ? sql`not (${
        joinSql(values.map((row) => matches(columns, row)), " or ")
      })`
      : sql`true`,
  shown: ({ columns }) =>
    sql`concat_ws(', ', ${
      joinSql(columns.map((c) => sql`coalesce(cast(${c} as varchar), 'null')`))
    })`,
});

function matches(
  columns: readonly Column[],
  row: readonly (Limit | null)[],
): Sql {
  const parts = columns.map((column, i) => {
    const value = row[i] ?? null;
    return value === null
      ? sql`${column} is null`
      : sql`(${isOneOf(column, [value])})`;
  });
  return sql`(${joinSql(parts, " and ")})`;
}
