import { wilson } from "../../math/mod.ts";
import { measure, numberList, textList, unknown } from "../../check/mod.ts";
import { className } from "../../profile/mod.ts";
import { sql } from "../../table/mod.ts";

/** More classes than this are a number to predict, not classes. */
const CLASSES = 1000;

/**
 * Accuracy of always naming the most frequent class: what a model must beat before it says anything.
 *
 * Formula: largest class / rows with a label, Wilson's interval. Details: what that rule is worth by metrics that cannot be
 * fooled: balanced accuracy 1 / classes, recall 0 of every other class, kappa and Matthews' coefficient 0; and `entropy`,
 * the log loss of always giving the classes' shares, in nats. Shape: label -> one number. Unit: ratio, 0..1. Edge cases:
 * rows without a label are left out; a tie names the first by name; 1 with one class; undefined without a label; unknown with
 * more than 1,000 classes. Source: equals sklearn.dummy.DummyClassifier(strategy =
 * "most_frequent"); Holte 1993 for the rule.
 */
export const majorityBaseline = measure({
  id: "imbalance/majority_baseline",
  unit: "ratio",
  better: "none",
  needs: ["label"],
  kinds: { label: ["category", "boolean", "number"] },
  defaults: {},
  from: ({ current }, { label }) =>
    sql`(select ${
      className(label)
    } c, cast(count(*) as double) n from ${current} group by 1 order by n desc, c limit ${{
      text: String(CLASSES + 2),
    }})`,
  query: () => ({
    classes: textList(sql`c`, sql`n desc, c`),
    counts: numberList(sql`n`, sql`n desc, c`),
  }),
  read({ classes, counts }) {
    const found = classes.flatMap((name, i) =>
      name === null ? [] : [{ name, count: counts[i]! }]
    );
    if (!found.length) return undefined;
    if (found.length > CLASSES) {
      return unknown(
        `the label has more than ${CLASSES} distinct values: a number to predict, not classes`,
      );
    }
    const rows = found.reduce((sum, { count }) => sum + count, 0);
    const [{ name, count }] = found as [typeof found[0]];
    const value = count / rows, missed = rows - count;
    const others = found.slice(1);
    return {
      value,
      interval: wilson(count, rows),
      n: { current: rows },
      details: {
        majority: name,
        balancedAccuracy: 1 / found.length,
        recallOfOthers: others.length ? 0 : undefined,
        kappa: others.length ? 0 : undefined,
        matthews: others.length ? 0 : undefined,
        logLoss: found.reduce(
          (sum, { count }) => sum - count / rows * Math.log(count / rows),
          0,
        ),
        brier: found.reduce(
          (sum, { count }) => sum + count / rows * (1 - count / rows),
          0,
        ),
        missed,
        explanation: others.length
          ? `Always naming ${JSON.stringify(name)} is right in ${
            percent(value)
          } and finds none of the ${missed} others`
          : `Every label is ${JSON.stringify(name)}`,
      },
    };
  },
});

function percent(share: number): string {
  return share > 0.99 && share < 1
    ? `${Math.floor(share * 1e4) / 100} %`
    : `${Number((share * 100).toFixed(1))} %`;
}
