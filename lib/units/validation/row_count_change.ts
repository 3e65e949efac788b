import { detector } from "../../check/mod.ts";

/**
 * How many times as many rows as the reference has: 1 when nothing changed, 0 when all are gone.
 *
 * Formula: current rows / reference rows; `effect` is the change as a share, ratio - 1. Shape: two profiles -> one
 * number. Unit: ratio, 0 and up. Edge cases: undefined when the reference has no rows. Source: none needed.
 */
export const rowCountChange = detector({
  id: "validation/row_count_change",
  unit: "ratio",
  better: "none",
  needs: [],
  defaults: {},
  compare({ reference, current }) {
    if (!reference?.rows) return undefined;
    const value = current.rows / reference.rows;
    return { value, effect: value - 1 };
  },
});
