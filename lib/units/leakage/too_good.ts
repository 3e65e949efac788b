import { wilson } from "../../math/mod.ts";
import { cellLists, measure, tableOfCells } from "../../check/mod.ts";
import { majorityOf } from "../../math/mod.ts";
import { classCells } from "../../profile/mod.ts";
import { ruleOfThumb } from "./rule_of_thumb.ts";

/**
 * Share of rows predicted right, read with suspicion: above 95 % at a first try look for leaks, above 99 % for imbalance too.
 *
 * Formula: right / rows, Wilson's interval; `effect` is the gain over always saying the most frequent label, the baseline
 * in `details`, and `lookFor` says what to look for. Shape: prediction and label -> one number. Unit: ratio, 0..1. Edge
 * cases: rows without label or prediction are left out; unknown without rows. Source: the two rules of thumb of the
 * field; Kapoor and Narayanan 2023 on leaks behind results too good to be true.
 */
export const tooGood = measure({
  id: "leakage/too_good",
  unit: "ratio",
  better: "none",
  needs: ["prediction", "label"],
  defaults: {},
  from: ({ current }, { prediction, label }) =>
    classCells(current, prediction, label),
  query: cellLists,
  read(cells) {
    const table = tableOfCells(cells);
    if ("unknown" in table) return table;
    const { majority, counts } = majorityOf(table);
    const diagonal = (rows: readonly (readonly number[])[]) =>
      rows.reduce((sum, row, i) => sum + row[i]!, 0);
    const right = diagonal(table.counts), value = right / table.n;
    const baseline = diagonal(counts) / table.n;
    const { lookFor, sentence } = ruleOfThumb(value, {
      name: "accuracy",
      baseline,
      majority,
    });
    return {
      value,
      interval: wilson(right, table.n),
      effect: value - baseline,
      n: { current: table.n },
      details: {
        baseline: { rule: `always "${majority}"`, value: baseline },
        lookFor,
        explanation: sentence,
      },
    };
  },
});
