import {
  type Averaging,
  cellLists,
  classReading,
  measure,
  validateAverage,
} from "../../check/mod.ts";
import { classCells } from "../../profile/mod.ts";

/**
 * Share of the negative rows that were left alone: 1 - false positive rate.
 *
 * Formula: tn / (tn + fp); of several classes their mean, pooled or weighted by rows. Interval: Wilson, or the cells' posterior.
 * Shape: prediction and label of any number of classes -> one number; `details` holds the counts (or each class), `baseline` what
 * always saying the most frequent label reaches, `effect` the gain over it. Unit: ratio, 0..1. Edge cases: rows without label or
 * prediction are left out; unknown without negatives. Source: Yerushalmy 1947; equals sklearn.metrics.recall_score of
 * the other class.
 */
export const specificity = measure({
  id: "metrics/specificity",
  unit: "ratio",
  better: "higher",
  needs: ["prediction", "label"],
  /** `positive`: the class that counts; `average`: "binary", "macro", "micro" or "weighted"; both default to null: told from the label. */
  defaults: { positive: null, average: null } as Averaging,
  validate: (options) => validateAverage("metrics/specificity", options),
  from: ({ current }, { prediction, label }) =>
    classCells(current, prediction, label),
  query: cellLists,
  read: (cells, options) =>
    classReading(cells, options, {
      oneSided: true,
      name: "specificity",
      of: ({ tn, fp }) => [tn, tn + fp],
    }),
});
