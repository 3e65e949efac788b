import { normalInterval, tellApart } from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import { percent, sampleFeature } from "../../profile/mod.ts";

/**
 * How well trees tell current rows from reference rows by all features together: the area under their ROC curve.
 *
 * Finds what no single column shows. Five-fold on the profiles' samples, scored on rows left out; details.features are the
 * shares of the trees' gain. Shape: two profiles with samples -> one number. Unit: ratio, 0.5 when nothing tells them apart, 1
 * when everything does. Effect: 2 AUC - 1, 0 and up. p-value: one-sided, Mann-Whitney's corrected for the folds. Interval: normal with that
 * standard error. Edge cases: missing is a value of its own; unknown under 100 rows a side or without a sample. Source:
 * Lopez-Paz and Oquab 2017; within 0.02 of sklearn's HistGradientBoostingClassifier.
 */
export const domainClassifier = detector({
  id: "drift/domain_classifier",
  unit: "ratio",
  better: "lower",
  needs: ["features"],
  needsSample: true,
  /** `trees` a fold, defaults to 60; `depth` of a tree, defaults to 4. */
  defaults: { trees: 60, depth: 4 },
  validate({ trees, depth }) {
    for (const [name, value] of Object.entries({ trees, depth })) {
      if (!(Number.isInteger(value) && value >= 1)) {
        throw new RangeError(
          `Cannot use "${name}" of "drift/domain_classifier": it is ${value}, a whole number from 1 is needed`,
        );
      }
    }
  },
  compare({ reference, current }, { features }, options) {
    const a = reference?.sample, b = current.sample;
    if (!a || !b) return unknown("the profiles were made without a sample");
    if (a.rows < 100 || b.rows < 100) {
      return unknown(
        `a classifier needs 100 rows a side, found ${a.rows} and ${b.rows}`,
      );
    }
    const known = features.filter(({ name }) =>
      a.columns.has(name) && b.columns.has(name)
    );
    if (!known.length) {
      return unknown("none of the features is in both samples");
    }
    const columns = known.map(({ name }) =>
      sampleFeature(a.columns.get(name)!, b.columns.get(name)!)
    );
    const { auc, pValue, se, shares } = tellApart(columns, a.rows, {
      rounds: options.trees,
      depth: options.depth,
    });
    const told = known.map(({ name }, i) => ({
      feature: name,
      share: shares[i]!,
    }))
      .sort((x, y) => y.share - x.share);
    const [low, high] = normalInterval(auc, se);
    return {
      value: auc,
      interval: [Math.max(0, low), Math.min(1, high)],
      effect: Math.max(0, 2 * auc - 1),
      pValue,
      n: { reference: a.rows, current: b.rows },
      details: {
        features: told.slice(0, 50),
        explanation: `Current and reference rows are told apart with AUC ${
          auc.toFixed(3)
        }, most by ${
          told.slice(0, 3).map(({ feature, share }) =>
            `"${feature}" (${percent(share)})`
          ).join(", ")
        }`,
      },
    };
  },
});
