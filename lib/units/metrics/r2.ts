import { measure, unknown } from "../../check/mod.ts";
import { normalInterval } from "../../math/mod.ts";
import { finite, sql } from "../../table/mod.ts";

/**
 * Share of the label's variance that the prediction explains; 0 is what always saying the mean reaches, below 0 is worse.
 *
 * Formula: 1 - sum (y - p)^2 / sum (y - mean y)^2. Interval: normal, from the influence of each row on the ratio. Shape: prediction
 * and label -> one number. Unit: ratio, at most 1. Edge cases: rows where either is missing, NaN or infinite are left out; unknown
 * below two rows or with a constant label. Source: equals sklearn.metrics.r2_score.
 */
export const r2 = measure({
  id: "metrics/r2",
  unit: "ratio",
  better: "higher",
  needs: ["prediction", "label"],
  kinds: { prediction: ["number"], label: ["number"] },
  defaults: {},
  from: ({ current }, { prediction, label }) =>
    sql`(select pow(y - p, 2) a, pow(y - m, 2) b from (select y, p, avg(y) over () m from (select ${
      finite(label)
    } y, ${
      finite(prediction)
    } p from ${current}) where y is not null and p is not null))`,
  query: () => ({
    n: sql`cast(count(*) as double)`,
    a: sql`sum(a)`,
    b: sql`sum(b)`,
    aa: sql`sum(a * a)`,
    ab: sql`sum(a * b)`,
    bb: sql`sum(b * b)`,
  }),
  read({ n, a, b, aa, ab, bb }) {
    if (!(n >= 2)) {
      return unknown(
        `at least 2 rows with prediction and label are needed, found ${n}`,
      );
    }
    if (!(b > 0)) return unknown("the label is constant");
    const ratio = a / b;
    const se = Math.sqrt(
      Math.max(0, aa - 2 * ratio * ab + ratio * ratio * bb),
    ) / b;
    const [low, high] = normalInterval(1 - ratio, se);
    return {
      value: 1 - ratio,
      interval: [low, Math.min(1, high)],
      n: { current: n },
      details: { baseline: { rule: "always the mean label", value: 0 } },
    };
  },
});
