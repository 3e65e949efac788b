import { bridgeLaw, gammaSf } from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import { spreadOf } from "../../profile/mod.ts";
import { areaOf, numberPair, pushed } from "./numbers.ts";

/**
 * Wasserstein distance: how far values must move on average for the reference to become current.
 *
 * Formula: integral of |F(x) - G(x)| dx. Shape: two profiles -> one number. Unit: the column's. Effect: the distance in
 * standard deviations of the reference (n, not n - 1), none below `floor`; infinite where the reference is constant and
 * current is not. p-value: gamma fitted to mean and variance of the distance between two samples of the pooled
 * distribution. Error: on a grid values stand at their cell's mean; `error` bounds what they may have moved. Edge cases:
 * undefined when a side has no finite value. Source: Vallender 1974; equals scipy.stats.wasserstein_distance; Evidently's
 * normed distance is the effect with `floor: 0.001`.
 */
export const wasserstein = detector({
  id: "drift/wasserstein",
  unit: "column unit",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "time"] },
  /** `floor`: least standard deviation that the effect divides by, defaults to 0. */
  defaults: { floor: 0 },
  validate({ floor }) {
    if (!(floor >= 0)) {
      throw new RangeError(
        `Cannot use "floor" of "drift/wasserstein": it is ${floor}, 0 or more is needed`,
      );
    }
  },
  compare(profiles, { column }, { floor }) {
    const pair = numberPair(profiles, column.name);
    if (!pair) return undefined;
    const { n, m } = pair.aligned;
    const { widths, cdf, gaps } = areaOf(pair.aligned);
    let value = 0;
    widths.forEach((width, i) => value += width * Math.abs(gaps[i]!));
    const law = bridgeLaw(widths, cdf, 1);
    if (!Number.isFinite(value) || !Number.isFinite(law.variance)) {
      return unknown(`values of "${column.name}" are too far apart to add up`);
    }
    const deviation = spreadOf(pair.reference).deviation;
    const effect = value === 0 ? 0 : value / Math.max(deviation, floor);
    return {
      value,
      effect,
      pValue: gammaSf(
        value * Math.sqrt(n * m / (n + m)),
        law,
      ),
      error: pushed(pair.reference) + pushed(pair.current),
      n: { reference: n, current: m },
      details: {
        referenceDeviation: deviation,
        explanation: value === 0
          ? `"${column.name}" is distributed as in the reference`
          : `"${column.name}" moved by ${
            Number(value.toPrecision(3))
          } on average, ${
            Number.isFinite(effect)
              ? `${Number(effect.toPrecision(3))} standard deviations`
              : "from a reference of one value"
          }`,
      },
    };
  },
});
