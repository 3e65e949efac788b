import { measure, unknown } from "../../check/mod.ts";
import { meanInterval } from "../../math/mod.ts";
import { finite, sql } from "../../table/mod.ts";

/**
 * Mean of prediction minus label: whether a model says too much (above 0) or too little (below 0) on the whole.
 *
 * Formula: mean(prediction - label). Interval: Student's t over rows; `details.biased` says whether it leaves 0 out.
 * Shape: prediction and label -> one number. Unit: the label's. Edge cases: rows where either is missing, NaN or infinite
 * are left out; unknown without rows. Source: the mean bias error of forecast verification, Willmott 1982; its sign is
 * that of NumPy's mean(prediction - label).
 */
export const meanError = measure({
  id: "metrics/mean_error",
  unit: "label unit",
  better: "none",
  needs: ["prediction", "label"],
  kinds: { prediction: ["number"], label: ["number"] },
  defaults: {},
  from: ({ current }, { prediction, label }) =>
    sql`(select p - y e from (select ${finite(label)} y, ${
      finite(prediction)
    } p from ${current}) where y is not null and p is not null)`,
  query: () => ({
    n: sql`cast(count(*) as double)`,
    total: sql`sum(e)`,
    squares: sql`sum(pow(e, 2))`,
  }),
  read({ n, total, squares }) {
    if (!(n > 0)) return unknown("no row has both a prediction and a label");
    const interval = meanInterval(n, total, squares, [-Infinity, Infinity]);
    return {
      value: total / n,
      ...(interval ? { interval } : {}),
      n: { current: n },
      details: interval ? { biased: interval[0] > 0 || interval[1] < 0 } : {},
    };
  },
});
