import {
  measure,
  numberList,
  type Positive,
  positive,
  unknown,
} from "../../check/mod.ts";
import { meanInterval } from "../../math/mod.ts";
import { finite, sql } from "../../table/mod.ts";

/**
 * Mean squared distance of the probability from what happened, with what it is made of: miscalibration, sharpness, and chance
 * (Murphy's parts).
 *
 * Formula: mean (s - y)^2; in bins of equal width reliability = sum n_b (s_b - y_b)^2 / n, resolution = sum n_b (y_b - y)^2 / n,
 * uncertainty = y (1 - y); reliability - resolution + uncertainty + `withinBins` is the value. Interval: Student's t over rows.
 * Shape: score and label -> one number; `details.baseline` is the uncertainty: always saying the share of positives. Unit: squared
 * probability, 0..1. Edge cases: rows without score or label are left out; unknown without rows and when a score is outside 0..1.
 * Source: Brier 1950; Murphy 1973; equals sklearn.metrics.brier_score_loss.
 */
export const brier = measure({
  id: "metrics/brier",
  unit: "statistic",
  better: "lower",
  needs: ["score", "label"],
  kinds: { score: ["number"] },
  /** `bins`: of equal width for the parts, defaults to 10; `positive`: the class that counts, defaults to null. */
  defaults: { bins: 10, positive: null } as Positive & {
    readonly bins: number;
  },
  validate({ bins }) {
    if (!(Number.isInteger(bins) && bins >= 1 && bins <= 1_000)) {
      throw new RangeError(
        `Cannot use "bins" of "metrics/brier": it is ${bins}, a whole number from 1 to 1000 is needed`,
      );
    }
  },
  from: ({ current }, { score, label }, options) =>
    sql`(select b, cast(count(*) as double) n, sum(s) s, sum(y) y, sum(pow(s - y, 2)) d, sum(pow(s - y, 4)) dd, min(s) lo, max(s) hi from (select s, y, least(greatest(floor(s * ${options.bins}), 0e0), ${
      options.bins - 1
    }) b from (select ${finite(score)} s, ${
      positive(label, options)
    } y from ${current}) where s is not null and y is not null) group by b)`,
  query: () => ({
    rows: numberList(sql`n`, sql`b`),
    scores: numberList(sql`s`, sql`b`),
    labels: numberList(sql`y`, sql`b`),
    total: sql`sum(d)`,
    squares: sql`sum(dd)`,
    low: sql`min(lo)`,
    high: sql`max(hi)`,
  }),
  read({ rows, scores, labels, total, squares, low, high }) {
    const n = rows.reduce((s, x) => s + x, 0);
    if (!(n > 0)) return unknown("no row has both a score and a 0/1 label");
    if (low < 0 || high > 1) {
      return unknown(
        `scores reach from ${low} to ${high}, probabilities from 0 to 1 are needed`,
      );
    }
    const value = total / n;
    const share = labels.reduce((s, y) => s + y, 0) / n;
    let reliability = 0, resolution = 0;
    rows.forEach((m, i) => {
      const rate = labels[i]! / m;
      reliability += m * (scores[i]! / m - rate) ** 2 / n;
      resolution += m * (rate - share) ** 2 / n;
    });
    const uncertainty = share * (1 - share);
    const interval = meanInterval(n, total, squares, [0, 1]);
    return {
      value,
      ...(interval ? { interval } : {}),
      effect: uncertainty - value,
      n: { current: n },
      details: {
        reliability,
        resolution,
        uncertainty,
        withinBins: value - (reliability - resolution + uncertainty),
        skill: uncertainty > 0 ? 1 - value / uncertainty : null,
        baseline: {
          rule: "always the share of positives",
          value: uncertainty,
        },
      },
    };
  },
});
