import {
  cellLists,
  measure,
  tableOfCells,
  unknown,
  withBaseline,
} from "../../check/mod.ts";
import { cellInterval, kappaOf, majorityOf } from "../../math/mod.ts";
import { classCells } from "../../profile/mod.ts";

/**
 * Agreement of prediction and label beyond what chance would give: 0 for chance, 1 for full agreement (Cohen).
 *
 * Formula: (agreement - chance) / (1 - chance), chance from the totals. Interval: posterior of the cells (seeded). Shape:
 * prediction and label of any number of classes -> one number; `details.confusion[label][prediction]`. Unit: correlation, -1..1.
 * Edge cases: rows without label or prediction are left out; unknown when both columns have the same single value. Source: Cohen
 * 1960; equals sklearn.metrics.cohen_kappa_score.
 */
export const cohenKappa = measure({
  id: "metrics/cohen_kappa",
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
    const value = kappaOf(table);
    if (!Number.isFinite(value)) {
      return unknown("prediction and label have the same single value");
    }
    const { majority, ...always } = majorityOf(table);
    return withBaseline(table, "Cohen's kappa", value, {
      interval: cellInterval(table, kappaOf, value),
      majority,
      always: kappaOf(always),
      details: { classes: table.classes, confusion: table.counts },
    });
  },
});
