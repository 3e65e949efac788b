import { measure, unknown } from "../../check/mod.ts";
import { finite, rawSql, sql } from "../../table/mod.ts";

/**
 * The miss that half of the predictions stay below: a usual error that outliers cannot move.
 *
 * Formula: median(|label - prediction|). Interval: order statistics around the middle (binomial, normal approximation). Shape:
 * prediction and label -> one number. Unit: the label's. Edge cases: rows where either is missing, NaN or infinite are left out;
 * no interval below 6 rows; unknown without rows. Source: Conover 1999, 3.2, for the interval; equals
 * sklearn.metrics.median_absolute_error.
 */
export const medianAbsoluteError = measure({
  id: "metrics/median_absolute_error",
  unit: "label unit",
  better: "lower",
  needs: ["prediction", "label"],
  kinds: { prediction: ["number"], label: ["number"] },
  defaults: {},
  from: ({ current }, { prediction, label }) =>
    sql`(select e, row_number() over (order by e) k, count(*) over () n, 0.98e0 * sqrt(cast(count(*) over () as double)) half from (select abs(${
      finite(label)
    } - ${finite(prediction)}) e from ${current}) where e is not null)`,
  query: () => {
    const at = (place: string) =>
      sql`max(case when k = ${rawSql(place)} then e end)`;
    return {
      n: sql`cast(count(*) as double)`,
      below: at("floor((n + 1) / 2e0)"),
      above: at("ceil((n + 1) / 2e0)"),
      low: at("greatest(1, floor(n / 2e0 - half))"),
      high: at("least(n, ceil(n / 2e0 + half + 1))"),
    };
  },
  read({ n, below, above, low, high }) {
    if (!(n > 0)) return unknown("no row has both a prediction and a label");
    return {
      value: (below + above) / 2,
      ...(n >= 6 ? { interval: [low, high] as const } : {}),
      n: { current: n },
    };
  },
});
