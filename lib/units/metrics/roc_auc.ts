import { normalInterval, wilson } from "../../math/mod.ts";
import { measure, type Positive, positive, unknown } from "../../check/mod.ts";
import { finite, sql } from "../../table/mod.ts";

/**
 * Probability that a random positive scores above a random negative, ties counted half: the area under the ROC curve.
 *
 * Formula: (sum of positives' mid-ranks - p (p + 1) / 2) / (p n), from counts by distinct score. Interval: DeLong's
 * variance from the placements of both classes; Wilson's with the smaller class as count below ten of it or when the classes are
 * fully apart. Shape: score and label -> one number. Unit: ratio, 0..1. Edge cases:
 * rows without score or label are left out; unknown with fewer than one positive or one negative, or when the label is
 * not 0/1 and no positive class is named. Source: Hanley and McNeil 1982; DeLong, DeLong and Clarke-Pearson 1988; equals
 * sklearn.metrics.roc_auc_score.
 */
export const rocAuc = measure({
  id: "metrics/roc_auc",
  unit: "ratio",
  better: "higher",
  needs: ["score", "label"],
  kinds: { score: ["number"] },
  defaults: { positive: null } as Positive,
  from: ({ current }, { score, label }, options) =>
    sql`(select *, sum(p) over (order by s) - p p_below, sum(n) over (order by s) - n n_below, sum(p) over () p_all, sum(n) over () n_all from (select s, sum(y) p, sum(1 - y) n from (select ${
      finite(score)
    } s, ${
      positive(label, options)
    } y from ${current}) where s is not null and y is not null group by s))`,
  query: () => ({
    positives: sql`sum(p)`,
    negatives: sql`sum(n)`,
    wins: sql`sum(p * (n_below + n / 2))`,
    // placements: share of the other class on the wrong side, squared, for DeLong's variance
    squares10: sql`sum(p * pow((n_below + n / 2) / nullif(n_all, 0), 2))`,
    squares01:
      sql`sum(n * pow((p_all - p_below - p / 2) / nullif(p_all, 0), 2))`,
  }),
  read: ({ positives, negatives, wins, squares10, squares01 }) => {
    if (!(positives > 0) || !(negatives > 0)) {
      return unknown(
        `AUC needs both classes, found ${positives || 0} positive and ${
          negatives || 0
        } negative rows with a score; name the positive class if the label is not 0 or 1`,
      );
    }
    const value = wins / (positives * negatives);
    const spread = (squares: number, count: number) =>
      count > 1 ? (squares - count * value ** 2) / (count - 1) / count : NaN;
    const se = Math.sqrt(
      Math.max(0, spread(squares10, positives) + spread(squares01, negatives)),
    );
    const fewer = Math.min(positives, negatives);
    // DeLong's variance of a few rows, or of classes fully apart, is too small or 0
    const [low, high] = fewer < 10 || !(se > 0)
      ? wilson(value * fewer, fewer)
      : normalInterval(value, se);
    return {
      value,
      interval: [Math.max(0, low), Math.min(1, high)],
      effect: value - 0.5,
      n: { current: positives + negatives },
      details: {
        positives,
        negatives,
        baseline: { rule: "random order", value: 0.5 },
      },
    };
  },
});
