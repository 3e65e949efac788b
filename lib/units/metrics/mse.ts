import { measure, unknown } from "../../check/mod.ts";
import { meanInterval } from "../../math/mod.ts";
import { finite, rawSql, sql } from "../../table/mod.ts";

/**
 * Mean squared error of a prediction: large misses count most.
 *
 * Formula: mean((label - prediction)^2). Interval: Student's t over rows. Shape: prediction and label -> one number;
 * `details.baseline` is that of always saying the mean label, `effect` what is saved. Unit: the label's, squared. Edge
 * cases: rows where either is missing, NaN or infinite are left out; unknown without rows. Source: equals
 * sklearn.metrics.mean_squared_error.
 */
export const mse = measure({
  id: "metrics/mse",
  unit: "statistic",
  better: "lower",
  needs: ["prediction", "label"],
  kinds: { prediction: ["number"], label: ["number"] },
  defaults: {},
  from: ({ current }, { prediction, label }) =>
    sql`(select y, p, avg(y) over () m from (select ${finite(label)} y, ${
      finite(prediction)
    } p from ${current}) where y is not null and p is not null)`,
  query: () => {
    const loss = (at: "p" | "m") => sql`pow(y - ${rawSql(at)}, 2)`;
    return {
      n: sql`cast(count(*) as double)`,
      total: sql`sum(${loss("p")})`,
      squares: sql`sum(pow(${loss("p")}, 2))`,
      base: sql`sum(${loss("m")})`,
    };
  },
  read({ n, total, squares, base }) {
    if (!(n > 0)) return unknown("no row has both a prediction and a label");
    const value = total / n,
      interval = meanInterval(n, total, squares, [0, Infinity]);
    return {
      value,
      ...(interval ? { interval } : {}),
      effect: base / n - value,
      n: { current: n },
      details: {
        baseline: { rule: "always the mean label", value: base / n },
      },
    };
  },
});
