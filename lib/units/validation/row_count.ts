import { measure } from "../../check/mod.ts";
import { sql } from "../../table/mod.ts";

/**
 * How many rows there are.
 *
 * Formula: count(*). Shape: table -> one number. Unit: count, 0 and up. Edge cases: 0 for a table without rows.
 * Source: none needed.
 */
export const rowCount = measure({
  id: "validation/row_count",
  unit: "count",
  better: "none",
  needs: [],
  defaults: {},
  query: () => ({ rows: sql`count(*)` }),
  read: ({ rows }) => ({ value: rows }),
});
