import {
  cellLists,
  measure,
  tableOfCells,
  withBaseline,
} from "../../check/mod.ts";
import { majorityOf, wilson } from "../../math/mod.ts";
import { classCells } from "../../profile/mod.ts";

/**
 * Share of rows whose prediction is the label.
 *
 * Formula: right / rows, Wilson's interval. Shape: prediction and label of any number of classes -> one number; `details`
 * holds the accuracy of always saying the most frequent label, `effect` the gain over it. Unit: ratio, 0..1. Edge cases:
 * rows without label or prediction are left out; unknown without rows. Source: equals sklearn.metrics.accuracy_score.
 */
export const accuracy = measure({
  id: "metrics/accuracy",
  unit: "ratio",
  better: "higher",
  needs: ["prediction", "label"],
  defaults: {},
  from: ({ current }, { prediction, label }) =>
    classCells(current, prediction, label),
  query: cellLists,
  read(cells) {
    const table = tableOfCells(cells);
    if ("unknown" in table) return table;
    const { majority, ...always } = majorityOf(table);
    const right = rightOf(table.counts);
    return withBaseline(table, "accuracy", right / table.n, {
      interval: wilson(right, table.n),
      majority,
      always: rightOf(always.counts) / table.n,
      details: { right, classes: table.classes.length },
    });
  },
});

function rightOf(counts: readonly (readonly number[])[]): number {
  return counts.reduce((sum, row, i) => sum + row[i]!, 0);
}
