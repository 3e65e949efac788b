import { type Column, finite, rawSql, sql } from "../../table/mod.ts";
import { rowRule } from "./row_rule.ts";

interface OrderOptions {
  /** Whether values fall instead of rise; defaults to false. */
  readonly descending: boolean;
  /** Whether equal neighbours break the order too; defaults to false. */
  readonly strictly: boolean;
}

/**
 * Share of values that stand lower than the value before them, rows being ordered by another column.
 *
 * Formula: values below their forerunner / values; with `descending` above it. Shape: column and the column that orders
 * the rows -> one number. Unit: ratio, 0..1. Edge cases: rows without a value or without a place are passed over, as are NaN and
 * infinities; rows of one place may stand in either order; undefined without a value; the first value has no forerunner and
 * keeps the order. Source: equals Great Expectations'
 * expect_column_values_to_be_increasing and to_be_decreasing.
 */
export const sorted = rowRule({
  id: "validation/sorted",
  needs: ["column", "order"],
  kinds: { column: ["number", "time", "category"] },
  defaults: { descending: false, strictly: false } as OrderOptions,
  from({ current }, { column, order }, { descending }) {
    const known = (x: Column) =>
      sql`${x.kind === "number" ? finite(x) : x} is not null`;
    const direction = rawSql(descending ? "desc" : "asc");
    return sql`(select *, lag(${column}) over (order by ${order}, ${column} ${direction}) __before from ${current} where ${
      known(column)
    } and ${known(order)})`;
  },
  judged: ({ column }) => sql`${column} is not null`,
  broken: ({ column }, { descending, strictly }) => {
    const sign = `${descending ? ">" : "<"}${strictly ? "=" : ""}`;
    return sql`${column} ${{ text: sign }} __before`;
  },
  shown: ({ column }) => column,
});
