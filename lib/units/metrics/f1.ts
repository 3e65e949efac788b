import {
  type Averaging,
  cellLists,
  classReading,
  measure,
  validateAverage,
} from "../../check/mod.ts";
import { classCells } from "../../profile/mod.ts";

/**
 * Harmonic mean of precision and recall: how well the positive class is found and kept clean.
 *
 * Formula: 2 tp / (2 tp + fp + fn); of several classes their mean, pooled or weighted by rows. Interval: Wilson's of the Jaccard
 * share tp / (tp + fp + fn), of which f1 is a rising function, or the cells' posterior.
 * Shape: prediction and label of any number of classes -> one number; `details` holds the counts (or each class), `baseline` what
 * always saying the most frequent label reaches, `effect` the gain over it. Unit: ratio, 0..1. Edge cases: rows without label or
 * prediction are left out; unknown when no row is or was called positive. Source: van Rijsbergen 1979; interval by way
 * of Hand, Christen and Kirielle 2021; equals sklearn.metrics.f1_score(zero_division=0).
 */
export const f1 = measure({
  id: "metrics/f1",
  unit: "ratio",
  better: "higher",
  needs: ["prediction", "label"],
  /** `positive`: the class that counts; `average`: "binary", "macro", "micro" or "weighted"; both default to null: told from the label. */
  defaults: { positive: null, average: null } as Averaging,
  validate: (options) => validateAverage("metrics/f1", options),
  from: ({ current }, { prediction, label }) =>
    classCells(current, prediction, label),
  query: cellLists,
  read: (cells, options) =>
    classReading(cells, options, {
      name: "f1",
      of: ({ tp, fp, fn }) => [tp, tp + fp + fn],
      shape: (jaccard) => 2 * jaccard / (1 + jaccard),
    }),
});
