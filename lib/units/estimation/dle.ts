import {
  groupNumber,
  measure,
  numberList,
  textList,
  unknown,
} from "../../check/mod.ts";
import {
  clusteredVariance,
  crossFit,
  type FeatureList,
  normalInterval,
} from "../../math/mod.ts";
import { featureNames, featureRows } from "../../profile/mod.ts";
import { finite, rawSql, sql } from "../../table/mod.ts";

/**
 * How large the errors of a regression are on rows without labels, if errors still depend on the features as they did (direct
 * loss estimation).
 *
 * Formula: boosted trees learn each reference row's loss from features and prediction, each half judged by the trees of the other;
 * the mean of what they expect of the current rows. Interval: normal, from the spread of the losses around what the other half's
 * trees expected, over current and reference rows, or over the groups that `group` names. Shape: features and prediction, in the reference also the label -> one number,
 * the `metric`; `effect`: estimate less the reference's own; `details.heldOut`: what the trees expect and what came on the
 * reference, `realised` where the current rows have labels. Unit: the label's (squared for mse). Edge cases: at most 10,000 rows of
 * each side, drawn by hash; text features count by their mean loss; unknown below 100 labelled reference rows or without current
 * rows. Source: NannyML's DLE; Friedman 2001.
 */
export const dle = measure({
  id: "estimation/dle",
  unit: "label unit",
  better: "lower",
  needs: ["features", "prediction", "label"],
  kinds: { prediction: ["number"], label: ["number"] },
  needsReference: true,
  referenceOnly: ["label"],
  /**
   * `metric`: "mae", "mse" or "rmse", defaults to "mae"; `group`: name of the column (request, user) whose rows are alike, defaults
   * to null: every row stands for itself.
   */
  defaults: { metric: "mae", group: null } as {
    readonly metric: string;
    readonly group: string | null;
  },
  takes: { group: "string" },
  validate({ metric }) {
    if (!["mae", "mse", "rmse"].includes(metric)) {
      throw new RangeError(
        `Cannot use "metric" of "estimation/dle": it is "${metric}", "mae", "mse" or "rmse" is needed`,
      );
    }
  },
  from(
    { current, reference, columns, referenceColumns },
    { features, prediction, label },
    { group },
  ) {
    const p = sql`${finite(prediction)} p`, y = finite(label);
    const known = columns.some(({ name }) => name === label.name);
    return featureRows(
      { reference: reference!, current },
      features,
      {
        reference: [p, sql`${y} y`, groupNumber(referenceColumns!, group)],
        current: [
          p,
          sql`${known ? y : rawSql("cast(null as double)")} y`,
          groupNumber(columns, group),
        ],
      },
      {
        reference: sql`p is not null and y is not null`,
        current: sql`p is not null`,
      },
    );
  },
  query({ features }) {
    const order = rawSql("side, rn");
    return {
      sides: numberList(sql`side`, order),
      predictions: numberList(sql`p`, order),
      labels: numberList(sql`y`, order),
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
  read({ sides, predictions, labels, groups, ...features }, { metric }) {
    const squared = metric !== "mae";
    const loss = labels.map((y, i) =>
      squared ? (y - predictions[i]!) ** 2 : Math.abs(y - predictions[i]!)
    );
    const reference = sides.filter((side) => side === 0).length;
    const now = sides.length - reference;
    if (reference < 100) {
      return unknown(
        `at least 100 labelled reference rows are needed, found ${reference}`,
      );
    }
    if (!now) return unknown("no current row has a prediction");
    const lists = [
      predictions,
      ...Object.values(features) as FeatureList[],
    ];
    const judge = crossFit(lists, loss, (i) => sides[i] === 0);
    let expected = 0, came = 0, heldOut = 0, realised = 0, known = 0;
    const misses: number[] = [];
    sides.forEach((side, i) => {
      if (side === 0) {
        const guess = judge(i % 2 ? 0 : 1, i);
        misses.push(loss[i]! - guess);
        came += loss[i]!;
        heldOut += guess;
        return;
      }
      expected += (judge(0, i) + judge(1, i)) / 2;
      if (!Number.isNaN(loss[i]!)) {
        realised += loss[i]!;
        known++;
      }
    });
    const mean = Math.max(0, expected / now);
    const [low, high] = normalInterval(
      mean,
      Math.sqrt(clusteredVariance(
        misses,
        groups.filter((_, i) => sides[i] === 0),
        groups.filter((_, i) => sides[i] === 1),
      )),
    );
    const shape = (x: number) =>
      metric === "rmse" ? Math.sqrt(Math.max(0, x)) : x;
    return {
      value: shape(mean),
      interval: [shape(Math.max(0, low)), shape(high)],
      effect: shape(mean) - shape(came / reference),
      n: { reference, current: now },
      details: {
        metric,
        reference: shape(came / reference),
        heldOut: {
          expected: shape(heldOut / reference),
          realised: shape(came / reference),
        },
        ...(known
          ? { realised: shape(realised / known), realisedRows: known }
          : {}),
      },
    };
  },
});
