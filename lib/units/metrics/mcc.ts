import { matthews } from "../../math/mod.ts";
import { agreement } from "./agreement.ts";

/**
 * Correlation of prediction and label over all cells of the confusion table: 0 for chance, 1 for perfect, fair to rare classes
 * (Matthews).
 *
 * Formula: (hits n - sum r c) / sqrt((n^2 - sum r^2) (n^2 - sum c^2)) with row and column totals r, c. Interval: posterior of the
 * cells (seeded). Shape: prediction and label of any number of classes -> one number; `details.confusion[label][prediction]`.
 * Unit: correlation, -1..1. Edge cases: rows without label or prediction are left out; unknown when either column is constant.
 * Source: Matthews 1975, Gorodkin 2004; equals sklearn.metrics.matthews_corrcoef.
 */
export const mcc = agreement({
  id: "metrics/mcc",
  name: "Matthews correlation",
  of: matthews,
  otherwise: "the prediction or the label has only one value",
});
