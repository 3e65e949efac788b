import { twoShares } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import { percent } from "../../profile/mod.ts";

/**
 * Change of the share of missing values: current minus reference.
 *
 * Interval: Newcombe's. p-value: pooled z, Fisher's exact test where a cell is expected under 5 times. Shape: two profiles
 * -> one number. Unit: ratio, -1..1. Effect: its size. Edge cases: null is missing, NaN is not; undefined when a side has
 * no rows. Source: Newcombe 1998; Fisher 1935.
 */
export const nullRateChange = detector({
  id: "drift/null_rate_change",
  unit: "ratio",
  better: "none",
  needs: ["column"],
  defaults: {},
  compare({ reference, current }, { column }) {
    const a = reference?.columns.get(column.name);
    const b = current.columns.get(column.name);
    if (!a?.rows || !b?.rows) return undefined;
    const { difference, interval, z, pValue, exact } = twoShares(
      a.nulls,
      a.rows,
      b.nulls,
      b.rows,
    );
    return {
      value: difference,
      interval,
      pValue,
      effect: Math.abs(difference),
      n: { reference: a.rows, current: b.rows },
      details: {
        z,
        exact,
        reference: a.nulls / a.rows,
        current: b.nulls / b.rows,
        referenceNulls: a.nulls,
        currentNulls: b.nulls,
        explanation: `Missing values of "${column.name}" went from ${
          percent(a.nulls / a.rows)
        } to ${percent(b.nulls / b.rows)}`,
      },
    };
  },
});
