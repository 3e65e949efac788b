import { measure, type Positive, positive, unknown } from "../../check/mod.ts";
import { wilson } from "../../math/mod.ts";
import { scoreCounts } from "../../profile/mod.ts";
import { finite, sql } from "../../table/mod.ts";

/**
 * Share of positives found by the lowest threshold that calls at most `fpr` of the negatives positive.
 *
 * Formula: largest true positive rate over thresholds whose false positive rate is at most `fpr`. Interval: Wilson's at that
 * threshold. Shape: score and label -> one number; `details.threshold`. Unit: ratio, 0..1. Edge cases: rows without score or
 * label are left out; 0 when even the highest score breaks the limit; unknown with fewer than `least` positives or without
 * negatives. Source: Neyman and Pearson 1933; equals the largest tpr of sklearn.metrics.roc_curve with fpr at most `fpr`.
 */
export const recallAtFpr = measure({
  id: "metrics/recall_at_fpr",
  unit: "ratio",
  better: "higher",
  needs: ["score", "label"],
  kinds: { score: ["number"] },
  /** `fpr`: false positives allowed, defaults to 0.05; `positive`: the class that counts, defaults to null; `least`: positives needed, defaults to 10. */
  defaults: { fpr: 0.05, positive: null, least: 10 } as Positive & {
    readonly fpr: number;
    readonly least: number;
  },
  validate({ fpr }) {
    if (!(fpr >= 0 && fpr <= 1)) {
      throw new RangeError(
        `Cannot use "fpr" of "metrics/recall_at_fpr": it is ${fpr}, a share from 0 to 1 is needed`,
      );
    }
  },
  from: ({ current }, { score, label }, options) =>
    scoreCounts(current, finite(score), positive(label, options)),
  query: (_, { fpr }) => {
    const allowed = sql`n_above <= ${fpr} * n_all`;
    return {
      positives: sql`max(p_all)`,
      negatives: sql`max(n_all)`,
      hits: sql`coalesce(max(case when ${allowed} then p_above end), 0e0)`,
      alarms: sql`coalesce(max(case when ${allowed} then n_above end), 0e0)`,
      threshold: sql`min(case when ${allowed} then s end)`,
    };
  },
  read({ positives, negatives, hits, alarms, threshold }, { fpr, least }) {
    if (!(positives >= Math.max(1, least) && negatives > 0)) {
      return unknown(
        `recall needs at least ${least} labelled positives and a negative, found ${
          positives || 0
        } and ${negatives || 0}`,
      );
    }
    return {
      value: hits / positives,
      interval: wilson(hits, positives),
      effect: hits / positives - fpr,
      n: { current: positives + negatives },
      details: {
        threshold,
        positives,
        negatives,
        falsePositiveRate: alarms / negatives,
        baseline: { rule: "random order", value: fpr },
      },
    };
  },
});
