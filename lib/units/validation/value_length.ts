import { sql } from "../../table/mod.ts";
import { rowRule } from "./row_rule.ts";

interface LengthOptions {
  /** Fewest characters, or items of a list; defaults to no limit. */
  readonly min: number | null;
  /** Most characters or items; defaults to no limit. */
  readonly max: number | null;
}

/**
 * Share of values that are shorter or longer than allowed, in characters, or in items for lists.
 *
 * Formula: values outside [min, max] / values. Shape: column -> one number. Unit: ratio, 0..1. Edge cases: missing
 * values are neither; undefined without a value. Errors: RangeError without a limit, or when min is above max; a number
 * has no length. Source: equals Great Expectations' expect_column_value_lengths_to_be_between.
 */
export const valueLength = rowRule({
  id: "validation/value_length",
  needs: ["column"],
  kinds: { column: ["category", "nested"] },
  defaults: { min: null, max: null } as LengthOptions,
  takes: { min: "number", max: "number" },
  validate({ min, max }) {
    if (min === null && max === null || (min ?? 0) > (max ?? Infinity)) {
      throw new RangeError(
        `Cannot use "min" of "validation/value_length": it is ${min} and "max" is ${max}, one limit is needed and min at most max`,
      );
    }
  },
  judged: ({ column }) => sql`${column} is not null`,
  broken: ({ column }, { min, max }) => {
    const length = /\[/.test(column.type)
      ? sql`len(${column})`
      : sql`length(cast(${column} as varchar))`;
    return sql`${length} not between ${min ?? 0} and ${max ?? 2 ** 53}`;
  },
  shown: ({ column }) => column,
});
