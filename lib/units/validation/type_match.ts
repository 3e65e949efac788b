import { detector } from "../../check/mod.ts";

interface TypeOptions {
  /** Allowed types or kinds, e.g. "BIGINT", "number"; parameters need not be named ("DECIMAL"); defaults to none. */
  readonly types: readonly string[];
}

/**
 * Whether a column is of none of the allowed types: 1 when it is not, else 0.
 *
 * Formula: 0 when the engine's type, its name without parameters, or its kind (number, boolean, category, time, nested)
 * is in the list, case aside. Shape: column -> one number. Unit: count, 0 or 1. Edge cases: a column without a value
 * has the type its file says. Errors: RangeError for an empty list. Source: equals Great Expectations'
 * expect_column_values_to_be_in_type_list for typed columns.
 */
export const typeMatch = detector({
  id: "validation/type_match",
  unit: "count",
  better: "lower",
  needs: ["column"],
  needsReference: false,
  defaults: { types: [] } as TypeOptions,
  takes: { types: "strings" },
  validate({ types }) {
    if (!types.length) {
      throw new RangeError(
        'Cannot use "types" of "validation/type_match": it is empty, at least one type is needed',
      );
    }
  },
  compare({ current }, { column: { name } }, { types }) {
    const { type, kind } = current.columns.get(name)!.column;
    const names = [type, type.replace(/\(.*$/, ""), kind].map((x) =>
      x.toLowerCase()
    );
    return {
      value: types.some((t) => names.includes(t.toLowerCase())) ? 0 : 1,
      details: { type, kind },
    };
  },
});
