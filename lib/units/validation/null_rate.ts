import { wilson } from "../../math/mod.ts";
import { measure } from "../../check/mod.ts";
import { sql } from "../../table/mod.ts";

/**
 * Share of rows whose value is missing.
 *
 * Formula: 1 - present / rows, with Wilson's interval. Shape: one column -> one number. Unit: ratio, 0..1. Edge cases:
 * undefined for an empty table; NaN is a value, not missing. Source: Wilson 1927 for the interval.
 */
export const nullRate = measure({
  id: "validation/null_rate",
  unit: "ratio",
  better: "lower",
  needs: ["column"],
  defaults: {},
  query: ({ column }) => ({
    rows: sql`count(*)`,
    present: sql`count(${column})`,
  }),
  read: ({ rows, present }) =>
    rows === 0 ? undefined : {
      value: 1 - present / rows,
      interval: wilson(rows - present, rows),
    },
});
