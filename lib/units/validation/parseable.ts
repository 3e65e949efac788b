import { type Column, joinSql, type Sql, sql } from "../../table/mod.ts";
import { rowRule } from "./row_rule.ts";

interface ParseOptions {
  /** What the text must be: "json", "date", "number" or "boolean"; defaults to "number". */
  readonly as: string;
}

const TIMES = [
  "%Y-%m-%d",
  "%d/%m/%Y",
  "%m/%d/%Y",
  "%d.%m.%Y",
  "%b %d %Y",
  "%b %d %Y %H:%M:%S",
  "%d %b %Y",
  "%Y%m%d",
];

const readers: Readonly<Record<string, (text: Sql) => Sql>> = {
  json: (text) => sql`json_valid(${text})`,
  number: (text) => sql`try_cast(${text} as double) is not null`,
  boolean: (text) => sql`try_cast(${text} as boolean) is not null`,
  date: (text) =>
    sql`coalesce(try_cast(${text} as timestamp), try_strptime(${text}, [${
      joinSql(TIMES.map((format) => sql`${format}`))
    }])) is not null`,
};

/**
 * Share of values whose text cannot be read as JSON, a date, a number or a boolean.
 *
 * Formula: unreadable values / values. Dates: ISO 8601, or day, month and year in the usual orders. JSON: objects and
 * lists only, since any number is JSON too. Shape: column -> one number. Unit: ratio, 0..1. Edge cases: missing values
 * are neither; undefined without a value. Errors: RangeError for another kind. Source: equals Great Expectations'
 * expect_column_values_to_be_json_parseable and to_be_dateutil_parseable on its examples.
 */
export const parseable = rowRule({
  id: "validation/parseable",
  needs: ["column"],
  kinds: { column: ["category", "number", "boolean"] },
  defaults: { as: "number" } as ParseOptions,
  validate({ as }) {
    if (!Object.hasOwn(readers, as)) {
      throw new RangeError(
        `Cannot use "as" of "validation/parseable": it is "${as}", one of ${
          Object.keys(readers).map((key) => `"${key}"`).join(", ")
        } is needed`,
      );
    }
  },
  judged: ({ column }) => sql`${column} is not null`,
  broken: ({ column }, { as }) => sql`not ${readable(column, as)}`,
  shown: ({ column }) => column,
});

function readable(column: Column, as: string): Sql {
  if (as === "json" && column.kind !== "category") return sql`false`;
  return sql`(${readers[as]!(sql`cast(${column} as varchar)`)})`;
}
