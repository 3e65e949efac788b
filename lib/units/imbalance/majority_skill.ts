import { wilson } from "../../math/mod.ts";
import { cellLists, measure, tableOfCells, unknown } from "../../check/mod.ts";
import { majorityOf } from "../../math/mod.ts";
import { classCells } from "../../profile/mod.ts";

/**
 * Share of the majority rule's errors that the predictions avoid: 0 for always naming the most frequent class, 1 for no error.
 *
 * Formula: (accuracy - baseline) / (1 - baseline), so that 99.99 % of always saying "not fraud" is 0; below 0 where the
 * predictions are worse than the rule. Interval: Wilson's of the accuracy, the baseline taken as known. Shape: prediction
 * and label -> one number. Unit: ratio, at most 1. Edge cases: rows without label or prediction are left out; unknown
 * without rows or with one class only. Source: Goodman and Kruskal 1954, where it is lambda of the rule; Heidke skill with
 * the majority as reference.
 */
export const majoritySkill = measure({
  id: "imbalance/majority_skill",
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
    const { majority, counts } = majorityOf(table);
    const rightOf = (rows: readonly (readonly number[])[]) =>
      rows.reduce((sum, row, i) => sum + row[i]!, 0);
    const right = rightOf(table.counts), n = table.n;
    const baseline = rightOf(counts) / n;
    if (baseline === 1) {
      return unknown(`every label is "${majority}": nothing can be gained`);
    }
    const skill = (accuracy: number) => (accuracy - baseline) / (1 - baseline);
    const [low, high] = wilson(right, n);
    const value = skill(right / n);
    return {
      value,
      interval: [skill(low), skill(high)],
      n: { current: n },
      details: {
        accuracy: right / n,
        baseline: { rule: `always "${majority}"`, value: baseline },
        explanation: `The predictions avoid ${
          Number((100 * value).toFixed(1))
        } % of the ${
          Math.round((1 - baseline) * n)
        } errors of always saying "${majority}" (accuracy ${
          Number((right / n).toPrecision(6))
        } beside ${Number(baseline.toPrecision(6))})`,
      },
    };
  },
});
