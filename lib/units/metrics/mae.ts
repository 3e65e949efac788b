import { measure, unknown } from "../../check/mod.ts";
import { meanInterval } from "../../math/mod.ts";
import { finite, rawSql, sql } from "../../table/mod.ts";

/**
 * Mean absolute error of a prediction: the size of a usual miss, all misses counting alike.
 *
 * Formula: mean(|label - prediction|). Interval: Student's t over rows. Shape: prediction and label -> one number;
 * `details.baseline` is that of always saying the mean label, `effect` what is saved. Unit: the label's. Edge
 * cases: rows where either is missing, NaN or infinite are left out; unknown without rows. Source: equals
 * sklearn.metrics.mean_absolute_error.
 */
export const mae = measure({
  id: "metrics/mae",
  unit: "label unit",
  better: "lower",
  needs: ["prediction", "label"],
  kinds: { prediction: ["number"], label: ["number"] },
  defaults: {},
  from: ({ current }, { prediction, label }) =>
    sql`(select y, p, avg(y) over () m from (select ${finite(label)} y, ${
      finite(prediction)
    } p from ${current}) where y is not null and p is not null)`,
  query: () => {
    const loss = (at: "p" | "m") => sql`abs(y - ${rawSql(at)})`;
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
