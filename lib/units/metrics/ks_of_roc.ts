import { measure, type Positive, positive, unknown } from "../../check/mod.ts";
import { wilson } from "../../math/mod.ts";
import { scoreCounts } from "../../profile/mod.ts";
import { finite, sql } from "../../table/mod.ts";

/**
 * Largest distance between the shares of positives and of negatives above a threshold: how far one cut can part the classes.
 *
 * Formula: max over thresholds of true - false positive rate (Youden's J, the credit industry's KS). Interval: Newcombe's
 * square-and-add of both rates' Wilson intervals at the best threshold. Shape: score and label -> one number; `details.threshold`.
 * Unit: ratio, 0..1. Edge cases: rows without score or label are left out; unknown without both classes. Source: Youden 1950;
 * Newcombe 1998; equals max(tpr - fpr) of sklearn.metrics.roc_curve.
 */
export const ksOfRoc = measure({
  id: "metrics/ks_of_roc",
  unit: "ratio",
  better: "higher",
  needs: ["score", "label"],
  kinds: { score: ["number"] },
  defaults: { positive: null } as Positive,
  from: ({ current }, { score, label }, options) =>
    sql`(select *, p_above / nullif(p_all, 0) - n_above / nullif(n_all, 0) j from ${
      scoreCounts(current, finite(score), positive(label, options))
    })`,
  query: () => ({
    positives: sql`max(p_all)`,
    negatives: sql`max(n_all)`,
    value: sql`max(j)`,
    threshold: sql`max_by(s, j)`,
    hits: sql`max_by(p_above, j)`,
    alarms: sql`max_by(n_above, j)`,
  }),
  read({ positives, negatives, value, threshold, hits, alarms }) {
    if (!(positives > 0 && negatives > 0)) {
      return unknown(
        `both classes are needed, found ${positives || 0} positive and ${
          negatives || 0
        } negative rows with a score; name the positive class if the label is not 0 or 1`,
      );
    }
    const found = wilson(hits, positives), false_ = wilson(alarms, negatives);
    const tpr = hits / positives, fpr = alarms / negatives;
    return {
      value,
      interval: [
        Math.max(0, value - Math.hypot(tpr - found[0], false_[1] - fpr)),
        Math.min(1, value + Math.hypot(found[1] - tpr, fpr - false_[0])),
      ],
      n: { current: positives + negatives },
      details: {
        threshold,
        truePositiveRate: tpr,
        falsePositiveRate: fpr,
        positives,
        negatives,
      },
    };
  },
});
