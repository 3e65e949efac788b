import { measure, unknown } from "../../check/mod.ts";
import { meanInterval } from "../../math/mod.ts";
import { finite, rawSql, sql } from "../../table/mod.ts";

/**
 * How well a prediction stands at a quantile of the label: misses below cost `quantile`, misses above the rest (pinball loss).
 *
 * Formula: mean(max(q (y - p), (1 - q) (p - y))). Interval: Student's t over rows. Shape: prediction and label -> one number;
 * `details.baseline` is that of always saying the mean label, `effect` what is saved. Unit: the label's. Edge
 * cases: rows where either is missing, NaN or infinite are left out; unknown without rows. Source: equals
 * sklearn.metrics.mean_pinball_loss. Koenker and Bassett 1978.
 */
export const quantileLoss = measure({
  id: "metrics/quantile_loss",
  unit: "label unit",
  better: "lower",
  needs: ["prediction", "label"],
  kinds: { prediction: ["number"], label: ["number"] },
  /** `quantile`: the one that the prediction stands for, defaults to 0.5. */
  defaults: { quantile: 0.5 },
  validate({ quantile }) {
    if (!(quantile > 0 && quantile < 1)) {
      throw new RangeError(
        `Cannot use "quantile" of "metrics/quantile_loss": it is ${quantile}, a share between 0 and 1 is needed`,
      );
    }
  },
  from: ({ current }, { prediction, label }) =>
    sql`(select y, p, avg(y) over () m from (select ${finite(label)} y, ${
      finite(prediction)
    } p from ${current}) where y is not null and p is not null)`,
  query: (_, options) => {
    const loss = (at: "p" | "m") =>
      sql`(case when y >= ${rawSql(at)} then ${options.quantile} * (y - ${
        rawSql(at)
      }) else ${1 - options.quantile} * (${rawSql(at)} - y) end)`;
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
