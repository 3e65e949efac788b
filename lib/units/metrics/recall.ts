import {
  type Averaging,
  cellLists,
  classReading,
  measure,
  validateAverage,
} from "../../check/mod.ts";
import { classCells } from "../../profile/mod.ts";

/**
 * Share of the positive rows that were found.
 *
 * Formula: tp / (tp + fn); of several classes their mean, pooled or weighted by rows. Interval: Wilson, or the cells' posterior.
 * Shape: prediction and label of any number of classes -> one number; `details` holds the counts (or each class), `baseline` what
 * always saying the most frequent label reaches, `effect` the gain over it. Unit: ratio, 0..1. Edge cases: rows without label or
 * prediction are left out; unknown with fewer than `least` labelled positives, because a share of so few says little. Source: van
 * Rijsbergen 1979; equals sklearn.metrics.recall_score(zero_division=0).
 */
export const recall = measure({
  id: "metrics/recall",
  unit: "ratio",
  better: "higher",
  needs: ["prediction", "label"],
  /** `positive`: the class that counts; `average`: "binary", "macro", "micro" or "weighted"; both default to null: told from the label; `least`: positives needed, defaults to 10. */
  defaults: { positive: null, average: null, least: 10 } as Averaging & {
    readonly least: number;
  },
  validate: (options) => validateAverage("metrics/recall", options),
  from: ({ current }, { prediction, label }) =>
    classCells(current, prediction, label),
  query: cellLists,
  read: (cells, options) =>
    classReading(cells, options, {
      oneSided: true,
      name: "recall",
      of: ({ tp, fn }) => [tp, tp + fn],
      least: options.least,
    }),
});
