import {
  cellLists,
  measure,
  tableOfCells,
  withBaseline,
} from "../../check/mod.ts";
import {
  type Confusion,
  majorityOf,
  supports,
  wilson,
} from "../../math/mod.ts";
import { classCells } from "../../profile/mod.ts";

/**
 * Mean of the share found of each class: accuracy as if all classes had equally many rows.
 *
 * Formula: mean over labelled classes of hits / rows. Interval: square-and-add of the Wilson intervals of the classes, which are
 * independent given the labels. Shape: prediction and label of any number of classes -> one number; always saying the most frequent
 * label reaches 1 / classes. Unit: ratio, 0..1. Edge cases: rows without label or prediction are left out; a class that is only
 * predicted does not count. Source: Brodersen et al. 2010; Zou and Donner 2008 for the interval; equals
 * sklearn.metrics.balanced_accuracy_score.
 */
export const balancedAccuracy = measure({
  id: "metrics/balanced_accuracy",
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
    const recalls = recallsOf(table);
    const value = meanRecall(table);
    const { majority, ...always } = majorityOf(table);
    const spread = (side: 0 | 1) =>
      Math.sqrt(recalls.reduce(
        (s, { hits, of, share }) => s + (share - wilson(hits, of)[side]) ** 2,
        0,
      )) / recalls.length;
    return withBaseline(table, "balanced accuracy", value, {
      interval: [
        Math.max(0, value - spread(0)),
        Math.min(1, value + spread(1)),
      ],
      majority,
      always: meanRecall(always),
      details: {
        byClass: Object.fromEntries(
          recalls.map(({ name, hits, of }) => [name, { hits, of }]),
        ),
      },
    });
  },
});

function recallsOf(table: Confusion) {
  return supports(table).flatMap((of, i) => {
    const hits = table.counts[i]![i]!;
    return of > 0
      ? [{ name: table.classes[i]!, hits, of, share: hits / of }]
      : [];
  });
}

function meanRecall(table: Confusion): number {
  const recalls = recallsOf(table);
  return recalls.reduce((s, { share }) => s + share, 0) / recalls.length;
}
