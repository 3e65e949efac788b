import { measure, unknown } from "../../check/mod.ts";
import { meanInterval } from "../../math/mod.ts";
import { finite, rawSql, sql } from "../../table/mod.ts";

/**
 * Mean error as a share of the label: 0.1 means that predictions are 10 % off on the whole.
 *
 * Formula: mean(|label - prediction| / |label|). Interval: Student's t over rows. Shape: prediction and label -> one number;
 * `details.baseline` is that of always saying the mean label, `effect` what is saved. Unit: ratio, 0 and up. Edge
 * cases: rows where either is missing, NaN or infinite, and rows of label 0, which have no share, are left out; unknown without rows.
 * Source: equals sklearn.metrics.mean_absolute_percentage_error where no label is 0.
 */
export const mape = measure({
  id: "metrics/mape",
  unit: "ratio",
  better: "lower",
  needs: ["prediction", "label"],
  kinds: { prediction: ["number"], label: ["number"] },
  defaults: {},
  from: ({ current }, { prediction, label }) =>
    sql`(select y, p, avg(y) over () m from (select ${finite(label)} y, ${
      finite(prediction)
    } p from ${current}) where y is not null and p is not null and y <> 0)`,
  query: () => {
    const loss = (at: "p" | "m") => sql`abs((y - ${rawSql(at)}) / y)`;
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
