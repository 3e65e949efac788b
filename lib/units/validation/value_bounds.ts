import { sql } from "../../table/mod.ts";
import { comparable, type Limit } from "./comparable.ts";
import { rowRule } from "./row_rule.ts";

interface BoundOptions {
  /** Smallest allowed value, compared as the column's kind; defaults to no limit. */
  readonly min: Limit | null;
  /** Largest allowed value; defaults to no limit. */
  readonly max: Limit | null;
  /** Whether `min` itself is not allowed; defaults to false. */
  readonly strictMin: boolean;
  /** Whether `max` itself is not allowed; defaults to false. */
  readonly strictMax: boolean;
}

/**
 * Share of values beyond given bounds, with the rows that are: numbers, times, or texts in alphabetical order.
 *
 * Formula: values beyond / values. Exact at any size, where validation/range reads a profile and needs no rows. Shape:
 * column -> one number. Unit: ratio, 0..1. Edge cases: missing values are neither; NaN is above every number; in a
 * text column a number bound is compared with the text's number, and a text that is none lies beyond; undefined without
 * a value. Errors: RangeError without a bound, or for numbers in the wrong order. Source: equals Great
 * Expectations' expect_column_values_to_be_between.
 */
export const valueBounds = rowRule({
  id: "validation/value_bounds",
  needs: ["column"],
  kinds: { column: ["number", "time", "category"] },
  defaults: {
    min: null,
    max: null,
    strictMin: false,
    strictMax: false,
  } as BoundOptions,
  validate({ min, max }) {
    if (
      min === null && max === null ||
      typeof min === "number" && typeof max === "number" && min > max
    ) {
      throw new RangeError(
        `Cannot use "min" of "validation/value_bounds": it is ${min} and "max" is ${max}, one bound is needed and min at most max`,
      );
    }
  },
  judged: ({ column }) => sql`${column} is not null`,
  broken: ({ column }, { min, max, strictMin, strictMax }) => {
    const beyond = (limit: Limit | null, sign: string) => {
      if (limit === null) return sql`false`;
      const [x, bound] = comparable(column, limit);
      return sql`coalesce(${x} ${{ text: sign }} ${bound}, true)`;
    };
    return sql`${beyond(min, strictMin ? "<=" : "<")} or ${
      beyond(max, strictMax ? ">=" : ">")
    }`;
  },
  shown: ({ column }) => column,
});
