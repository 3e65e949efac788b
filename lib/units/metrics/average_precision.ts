import { measure, type Positive, positive, unknown } from "../../check/mod.ts";
import { normalQuantile } from "../../math/mod.ts";
import { scoreCounts } from "../../profile/mod.ts";
import { finite, sql } from "../../table/mod.ts";

/**
 * Precision averaged over the share of positives found as the threshold falls: the area under the precision-recall curve.
 *
 * Formula: sum over distinct scores of (R_k - R_{k-1}) P_k ("step"), or of the mean of P_k and P_{k-1} ("trapezoid", which is
 * too kind). Interval: logit with the positives as count. Shape: score and label -> one number; `details.baseline` is the share
 * of positives, which a random order reaches, `details.curve` the best precision at or after 21 levels of recall. Unit: ratio, 0..1. Edge cases: rows without score or label are left out; unknown
 * without a positive. Source: Davis and Goadrich 2006; Boyd, Eng and Page 2013 for the interval; equals
 * sklearn.metrics.average_precision_score, or auc(recall, precision).
 */
export const averagePrecision = measure({
  id: "metrics/average_precision",
  unit: "ratio",
  better: "higher",
  needs: ["score", "label"],
  kinds: { score: ["number"] },
  /** `positive`: the class that counts, defaults to null; `interpolation`: "step" or "trapezoid", defaults to "step". */
  defaults: { positive: null, interpolation: "step" } as Positive & {
    readonly interpolation: string;
  },
  validate({ interpolation }) {
    if (interpolation !== "step" && interpolation !== "trapezoid") {
      throw new RangeError(
        `Cannot use "interpolation" of "metrics/average_precision": it is "${interpolation}", "step" or "trapezoid" is needed`,
      );
    }
  },
  from: ({ current }, { score, label }, options) =>
    scoreCounts(current, finite(score), positive(label, options)),
  query: () => ({
    positives: sql`max(p_all)`,
    negatives: sql`max(n_all)`,
    step: sql`sum(p / nullif(p_all, 0) * p_above / (p_above + n_above))`,
    trapezoid:
      sql`sum(p / nullif(p_all, 0) * (p_above / (p_above + n_above) + coalesce((p_above - p) / nullif(p_above - p + n_above - n, 0), 1e0)) / 2)`,
    ...Object.fromEntries(
      LEVELS.map((level, i) => [
        `at${i}`,
        sql`max(case when p_above >= ${level} * p_all then p_above / (p_above + n_above) end)`,
      ]),
    ),
  }),
  read(row, { interpolation }) {
    const { positives, negatives, step, trapezoid } = row;
    const at = row as unknown as Readonly<Record<string, number>>;
    if (!(positives > 0)) {
      return unknown(
        "average precision needs a positive row with a score; name the positive class if the label is not 0 or 1",
      );
    }
    const value = interpolation === "step" ? step : trapezoid;
    const base = positives / (positives + negatives);
    return {
      value,
      interval: logitInterval(value, positives),
      effect: value - base,
      n: { current: positives + negatives },
      details: {
        positives,
        negatives,
        baseline: { rule: "random order", value: base },
        curve: LEVELS.map((recall, i) => ({ recall, precision: at[`at${i}`] })),
      },
    };
  },
});

const LEVELS = Array.from({ length: 21 }, (_, i) => i / 20);

function logitInterval(value: number, n: number): readonly [number, number] {
  // a perfect curve still has an interval: half an event is added as in Haldane and Anscombe
  const share = Math.min(1 - 0.5 / (n + 1), Math.max(0.5 / (n + 1), value));
  const half = normalQuantile(0.975) / Math.sqrt(n * share * (1 - share));
  const at = (x: number) => 1 / (1 + Math.exp(-x));
  const centre = Math.log(share / (1 - share));
  return [
    Math.min(value, at(centre - half)),
    Math.max(value, at(centre + half)),
  ];
}
