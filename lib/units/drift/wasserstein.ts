import { bridgeLaw, gammaSf } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import {
  align,
  type Aligned,
  type Numbers,
  pairOf,
  spreadOf,
} from "../../profile/mod.ts";

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
    const pair = pairOf(profiles, column.name);
    if (!pair?.a.numbers || !pair.b.numbers) return undefined;
    const aligned = align(pair.a.numbers, pair.b.numbers);
    const { n, m } = aligned;
    if (!n || !m) return undefined;
    const { value, widths, cdf } = areaBetween(aligned);
    const deviation = spreadOf(pair.a.numbers).deviation;
    const effect = value === 0 ? 0 : value / Math.max(deviation, floor);
    return {
      value,
      effect,
      pValue: gammaSf(
        value * Math.sqrt(n * m / (n + m)),
        bridgeLaw(widths, cdf, 1),
      ),
      error: pushed(pair.a.numbers, n) + pushed(pair.b.numbers, m),
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

function areaBetween({ at, p, q, n, m }: Aligned) {
  const steps = Math.max(0, at.length - 1);
  const widths = new Float64Array(steps), cdf = new Float64Array(steps);
  let f = 0, g = 0, value = 0;
  for (let i = 0; i < steps; i++) {
    f += p[i]!;
    g += q[i]!;
    widths[i] = at[i + 1]! - at[i]!;
    cdf[i] = (f + g) / (n + m);
    value += Math.abs(f / n - g / m) * widths[i]!;
  }
  return { value, widths, cdf };
}

/** How far rows stand from the mean of their cell at most, on average. */
function pushed({ count, lo, hi }: Numbers, n: number): number {
  let sum = 0;
  for (let i = 0; i < count.length; i++) {
    sum += count[i]! / n * (hi[i]! - lo[i]!);
  }
  return sum;
}
