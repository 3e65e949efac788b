import { sql } from "../../table/mod.ts";
import { isOneOf, type Limit } from "./comparable.ts";
import { rowRule } from "./row_rule.ts";

interface SetOptions {
  /** The values, compared as numbers in number columns, as times in time columns, else as text; defaults to none. */
  readonly values: readonly Limit[];
  /** Whether the values are forbidden instead of allowed; defaults to false. */
  readonly negate: boolean;
}

/**
 * Share of values that are not in a set, or with `negate` of those that are.
 *
 * Formula: values outside / values. Shape: column -> one number. Unit: ratio, 0..1. Edge cases: missing values are
 * neither; undefined without a value; an empty set allows nothing and forbids nothing. Source: equals Great
 * Expectations' expect_column_values_to_be_in_set and to_not_be_in_set.
 */
export const setMembership = rowRule({
  id: "validation/set_membership",
  needs: ["column"],
  kinds: { column: ["number", "boolean", "category", "time"] },
  defaults: { values: [], negate: false } as SetOptions,
  judged: ({ column }) => sql`${column} is not null`,
  broken: ({ column }, { values, negate }) =>
    negate ? isOneOf(column, values) : sql`not (${isOneOf(column, values)})`,
  shown: ({ column }) => column,
});
