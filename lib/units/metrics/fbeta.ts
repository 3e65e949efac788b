import {
  cellLists,
  measure,
  type Positive,
  positiveIndex,
  tableOfCells,
  unknown,
  withBaseline,
} from "../../check/mod.ts";
import {
  cellInterval,
  type Confusion,
  majorityOf,
  oneClass,
} from "../../math/mod.ts";
import { classCells } from "../../profile/mod.ts";

/**
 * Weighted harmonic mean of precision and recall, recall counting `beta` times as much.
 *
 * Formula: (1 + b^2) tp / ((1 + b^2) tp + b^2 fn + fp). Interval: posterior of the four cells (Jeffreys prior, seeded). Shape:
 * prediction and label -> one number; `details` as in f1. Unit: ratio, 0..1. Edge cases: rows without label or prediction are
 * left out; unknown when no row is or was called positive. Source: van Rijsbergen 1979; Goutte and Gaussier 2005 for the
 * interval; equals sklearn.metrics.fbeta_score.
 */
export const fbeta = measure({
  id: "metrics/fbeta",
  unit: "ratio",
  better: "higher",
  needs: ["prediction", "label"],
  /** `beta`: how many times recall matters as much as precision, defaults to 2; `positive`: the class that counts, defaults to null. */
  defaults: { beta: 2, positive: null } as Positive & { readonly beta: number },
  validate({ beta }) {
    if (!(beta > 0 && beta < Infinity)) {
      throw new RangeError(
        `Cannot use "beta" of "metrics/fbeta": it is ${beta}, a number above 0 is needed`,
      );
    }
  },
  from: ({ current }, { prediction, label }) =>
    classCells(current, prediction, label),
  query: cellLists,
  read(cells, options) {
    const table = tableOfCells(cells);
    if ("unknown" in table) return table;
    const index = positiveIndex(table, options);
    if (index === undefined || index < 0) {
      return unknown(
        "fbeta needs a positive class that occurs: name it if the label is not 0 or 1",
      );
    }
    const figure = (t: Confusion) => {
      const { tp, fp, fn } = oneClass(t, index);
      const weight = options.beta ** 2;
      return (1 + weight) * tp / ((1 + weight) * tp + weight * fn + fp);
    };
    const value = figure(table);
    if (Number.isNaN(value)) return unknown("no row is or was called positive");
    const { majority, ...always } = majorityOf(table);
    return withBaseline(table, `f${options.beta}`, value, {
      interval: cellInterval(table, figure, value),
      majority,
      always: figure(always),
      details: { positive: table.classes[index], ...oneClass(table, index) },
    });
  },
});
