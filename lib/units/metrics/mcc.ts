import {
  cellLists,
  measure,
  tableOfCells,
  unknown,
  withBaseline,
} from "../../check/mod.ts";
import { cellInterval, majorityOf, matthews } from "../../math/mod.ts";
import { classCells } from "../../profile/mod.ts";

/**
 * Correlation of prediction and label over all cells of the confusion table: 0 for chance, 1 for perfect, fair to rare classes
 * (Matthews).
 *
 * Formula: (hits n - sum r c) / sqrt((n^2 - sum r^2) (n^2 - sum c^2)) with row and column totals r, c. Interval: posterior of the
 * cells (seeded). Shape: prediction and label of any number of classes -> one number; `details.confusion[label][prediction]`.
 * Unit: correlation, -1..1. Edge cases: rows without label or prediction are left out; unknown when either column is constant.
 * Source: Matthews 1975, Gorodkin 2004; equals sklearn.metrics.matthews_corrcoef.
 */
export const mcc = measure({
  id: "metrics/mcc",
  unit: "correlation",
  better: "higher",
  needs: ["prediction", "label"],
  defaults: {},
  from: ({ current }, { prediction, label }) =>
    classCells(current, prediction, label),
  query: cellLists,
  read(cells) {
    const table = tableOfCells(cells);
    if ("unknown" in table) return table;
    const value = matthews(table);
    if (!Number.isFinite(value)) {
      return unknown("the prediction or the label has only one value");
    }
    const { majority, ...always } = majorityOf(table);
    return withBaseline(table, "Matthews correlation", value, {
      interval: cellInterval(table, matthews, value),
      majority,
      always: matthews(always),
      details: { classes: table.classes, confusion: table.counts },
    });
  },
});
