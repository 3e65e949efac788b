import { detector } from "../../check/mod.ts";

/**
 * How many columns there are.
 *
 * Formula: columns of the current data. Shape: profile -> one number. Unit: count, 0 and up. Edge cases: a nested column
 * is one. Source: equals Great Expectations' expect_table_column_count_to_equal.
 */
export const columnCount = detector({
  id: "validation/column_count",
  unit: "count",
  better: "none",
  needs: [],
  needsReference: false,
  defaults: {},
  compare: ({ current }) => ({ value: current.columns.size }),
});
