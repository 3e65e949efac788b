import {
  groupNumber,
  measure,
  numberList,
  textList,
  unknown,
} from "../../check/mod.ts";
import {
  crossFit,
  drawRows,
  type FeatureList,
  random,
} from "../../math/mod.ts";
import { className, featureNames, featureRows } from "../../profile/mod.ts";
import { finite, rawSql, sql } from "../../table/mod.ts";

/**
 * What a metric would be on the current rows if only their mix had changed: the reference's metric with each row weighted by how
 * much more often rows like it come now.
 *
 * Formula: weight = odds that boosted trees give a reference row to be a current one, each half judged by the trees of the other;
 * weighted mean of the loss. Interval: 200 seeded Poisson draws of the reference rows, or of the groups that `group` names, weights held. Shape: features, prediction, in
 * the reference also the label -> one number; `effect`: estimate less the reference's own; `details.effectiveRows`: how many
 * equally weighted rows the estimate is worth. Unit: ratio for accuracy, else the label's. Edge cases: at most 10,000 rows of each
 * side, drawn by hash; unknown below 100 labelled reference rows, below 100 current rows, or when fewer than 30 effective rows are
 * left, because then the current rows lie where the reference has none. Source: Shimodaira 2000; Sugiyama, Suzuki and Kanamori 2012.
 */
export const importanceWeighting = measure({
  id: "estimation/importance_weighting",
  unit: "statistic",
  better: "none",
  needs: ["features", "prediction", "label"],
  needsReference: true,
  referenceOnly: ["label"],
  /**
   * `metric`: "accuracy", "mae", "mse" or "rmse", defaults to "accuracy"; `group`: name of the column (request, user) whose rows are
   * alike, defaults to null: every row stands for itself.
   */
  defaults: { metric: "accuracy", group: null } as {
    readonly metric: string;
    readonly group: string | null;
  },
  takes: { group: "string" },
  validate({ metric }) {
    if (!["accuracy", "mae", "mse", "rmse"].includes(metric)) {
      throw new RangeError(
        `Cannot use "metric" of "estimation/importance_weighting": it is "${metric}", "accuracy", "mae", "mse" or "rmse" is needed`,
      );
    }
  },
  from(
    { current, reference, referenceColumns },
    { features, prediction, label },
    { metric, group },
  ) {
    const loss = metric === "accuracy"
      ? sql`(case when ${className(prediction, label)} = ${
        className(label, prediction)
      } then 1e0 when ${prediction} is not null and ${label} is not null then 0e0 end)`
      : sql`pow(abs(${finite(label)} - ${finite(prediction)}), ${
        metric === "mae" ? 1 : 2
      })`;
    return featureRows(
      { reference: reference!, current },
      features,
      {
        reference: [sql`${loss} loss`, groupNumber(referenceColumns!, group)],
        current: [rawSql("cast(null as double) loss"), groupNumber([], null)],
      },
      { reference: sql`loss is not null`, current: rawSql("true") },
    );
  },
  query({ features }) {
    const order = rawSql("side, rn");
    return {
      sides: numberList(sql`side`, order),
      losses: numberList(sql`loss`, order),
      groups: numberList(sql`g`, order),
      ...Object.fromEntries(
        featureNames(features).map(({ name, text }) => [
          name,
          text
            ? textList(rawSql(name), order)
            : numberList(rawSql(name), order),
        ]),
      ),
    };
  },
  read({ sides, losses, groups, ...features }, { metric }) {
    const reference = sides.filter((side) => side === 0).length;
    const now = sides.length - reference;
    if (reference < 100 || now < 100) {
      return unknown(
        `at least 100 rows of each side are needed, found ${reference} labelled reference and ${now} current rows`,
      );
    }
    const lists = Object.values(features) as FeatureList[];
    const judge = crossFit(lists, sides, () => true, { loss: "logistic" });
    const weights: number[] = [], kept: number[] = [], of: number[] = [];
    sides.forEach((side, i) => {
      if (side !== 0) return;
      weights.push(Math.exp(judge(i % 2 ? 0 : 1, i)));
      kept.push(losses[i]!);
      of.push(groups[i]!);
    });
    const sum = weights.reduce((s, w) => s + w, 0);
    const effectiveRows = sum ** 2 / weights.reduce((s, w) => s + w * w, 0);
    if (effectiveRows < 30) {
      return unknown(
        `the reference has only ${
          Math.round(effectiveRows)
        } effective rows like the current ones, at least 30 are needed`,
        { effectiveRows },
      );
    }
    const shape = (x: number) => metric === "rmse" ? Math.sqrt(x) : x;
    const value = shape(weights.reduce((s, w, i) => s + w * kept[i]!, 0) / sum);
    const own = shape(kept.reduce((s, x) => s + x, 0) / reference);
    return {
      value,
      interval: drawn(weights, kept, of, shape, value),
      effect: value - own,
      n: { reference, current: now },
      details: { metric, reference: own, effectiveRows },
    };
  },
});

function drawn(
  weights: readonly number[],
  losses: readonly number[],
  groups: readonly number[],
  shape: (x: number) => number,
  value: number,
): readonly [number, number] {
  const stream = random("importance weighting");
  const found = Array.from({ length: 200 }, () => {
    const times = drawRows(groups, stream);
    let sum = 0, total = 0;
    weights.forEach((w, i) => {
      const k = w * times[i]!;
      sum += k;
      total += k * losses[i]!;
    });
    return shape(total / sum);
  }).sort((a, b) => a - b);
  return [Math.min(value, found[5]!), Math.max(value, found[194]!)];
}
