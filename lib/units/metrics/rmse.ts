import { meanInterval } from "../../math/mod.ts";
import { measure, unknown } from "../../check/mod.ts";
import { finite, sql } from "../../table/mod.ts";

/**
 * Root of the mean squared error of a prediction: the size of a usual miss, large misses counting more.
 *
 * Formula: sqrt(mean((label - prediction)^2)). Interval: the root of Student's interval of the mean square. Shape:
 * prediction and label -> one number; `details.baseline` is that of always saying the mean label. Unit: the label's. Edge
 * cases: rows where either is missing, NaN or infinite are left out; unknown without rows. Source: equals
 * sklearn.metrics.root_mean_squared_error.
 */
export const rmse = measure({
  id: "metrics/rmse",
  unit: "label unit",
  better: "lower",
  needs: ["prediction", "label"],
  kinds: { prediction: ["number"], label: ["number"] },
  defaults: {},
  query({ prediction, label }) {
    const error = sql`(${finite(label)} - ${finite(prediction)})`;
    // beyond 1e150 a square is infinite, which var_pop refuses
    const y =
      sql`(case when ${error} is not null and abs(${label}) < ${1e150} then ${
        finite(label)
      } end)`;
    return {
      n: sql`cast(count(${error}) as double)`,
      total: sql`sum(${error} * ${error})`,
      squares: sql`sum(pow(${error}, 4))`,
      spread: sql`var_pop(${y})`,
    };
  },
  read({ n, total, squares, spread }) {
    if (!(n > 0)) return unknown("no row has both a prediction and a label");
    const value = Math.sqrt(total / n), base = Math.sqrt(spread);
    const interval = meanInterval(n, total, squares, [0, Infinity]);
    return {
      value,
      ...(interval
        ? {
          interval: [Math.sqrt(interval[0]), Math.sqrt(interval[1])] as const,
        }
        : {}),
      ...(Number.isNaN(base) ? {} : { effect: base - value }),
      n: { current: n },
      details: { baseline: { rule: "always the mean label", value: base } },
    };
  },
});
