import {
  type Averaging,
  cellLists,
  classReading,
  measure,
  validateAverage,
} from "../../check/mod.ts";
import { classCells } from "../../profile/mod.ts";

/**
 * Share of the rows called positive that are.
 *
 * Formula: tp / (tp + fp); of several classes their mean, pooled or weighted by rows. Interval: Wilson, or the cells' posterior.
 * Shape: prediction and label of any number of classes -> one number; `details` holds the counts (or each class), `baseline` what
 * always saying the most frequent label reaches, `effect` the gain over it. Unit: ratio, 0..1. Edge cases: rows without label or
 * prediction are left out; unknown when nothing was called positive; in a mean such a class counts as 0. Source:
 * van Rijsbergen 1979; equals sklearn.metrics.precision_score(zero_division=0).
 */
export const precision = measure({
  id: "metrics/precision",
  unit: "ratio",
  better: "higher",
  needs: ["prediction", "label"],
  /** `positive`: the class that counts; `average`: "binary", "macro", "micro" or "weighted"; both default to null: told from the label. */
  defaults: { positive: null, average: null } as Averaging,
  validate: (options) => validateAverage("metrics/precision", options),
  from: ({ current }, { prediction, label }) =>
    classCells(current, prediction, label),
  query: cellLists,
  read: (cells, options) =>
    classReading(cells, options, {
      name: "precision",
      of: ({ tp, fp }) => [tp, tp + fp],
    }),
});
