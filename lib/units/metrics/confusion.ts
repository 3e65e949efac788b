import { cellLists, measure, tableOfCells } from "../../check/mod.ts";
import { wilson } from "../../math/mod.ts";
import { classCells } from "../../profile/mod.ts";

/**
 * Rows whose prediction is not the label, with the whole table of who was taken for whom.
 *
 * Formula: rows off the diagonal, Wilson's interval. Shape: prediction and label of any number of classes -> one number;
 * `details.confusion[label][prediction]` in the order of `classes`, `flat` the same row by row (tn, fp, fn, tp for two classes),
 * `mostConfused` the ten largest cells off the diagonal. Unit: count of rows. Edge cases: rows without label or prediction are left out;
 * unknown without rows. Source: equals sklearn.metrics.confusion_matrix.
 */
export const confusion = measure({
  id: "metrics/confusion",
  unit: "count",
  better: "lower",
  needs: ["prediction", "label"],
  defaults: {},
  from: ({ current }, { prediction, label }) =>
    classCells(current, prediction, label),
  query: cellLists,
  read(cells) {
    const table = tableOfCells(cells);
    if ("unknown" in table) return table;
    const { classes, counts, n } = table;
    const wrong = n - counts.reduce((s, row, i) => s + row[i]!, 0);
    const pairs = counts.flatMap((row, i) =>
      row.map((count, j) => ({
        label: classes[i],
        prediction: classes[j],
        count,
      }))
        .filter(({ count }, j) => i !== j && count > 0)
    ).sort((a, b) => b.count - a.count);
    const [low, high] = wilson(wrong, n);
    return {
      value: wrong,
      interval: [low * n, high * n],
      n: { current: n },
      details: {
        classes,
        confusion: counts,
        flat: counts.flat(),
        mostConfused: pairs.slice(0, 10),
      },
    };
  },
});
