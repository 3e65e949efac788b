import { bridgeLaw, gammaSf } from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import { areaOf, numberPair, pushed } from "./numbers.ts";

/**
 * Energy distance: how much further apart a reference and a current row are than two rows of one side.
 *
 * Formula: sqrt(2 integral of (F - G)^2 dx). Shape: two profiles -> one number. Unit: root of the column's. Effect: the
 * energy coefficient, the squared distance by twice the mean gap between a reference and a current row: 0..1 whatever the
 * unit. p-value: gamma fitted to mean and variance of the limit. Error: on a grid values stand at their cell's mean; `error`
 * bounds what that changes. Edge cases: undefined when a side has no finite value. Source: Szekely and Rizzo 2013; equals
 * scipy.stats.energy_distance.
 */
export const energy = detector({
  id: "drift/energy",
  unit: "statistic",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "time"] },
  defaults: {},
  compare(profiles, { column }) {
    const pair = numberPair(profiles, column.name);
    if (!pair) return undefined;
    const { n, m } = pair.aligned, { widths, cdf, gaps } = areaOf(pair.aligned);
    let squares = 0, between = 0, f = 0, g = 0;
    widths.forEach((width, i) => {
      f += pair.aligned.p[i]! / n;
      g += pair.aligned.q[i]! / m;
      squares += width * gaps[i]! ** 2;
      between += width * (f * (1 - g) + g * (1 - f));
    });
    const law = bridgeLaw(widths, cdf, 2);
    if (!Number.isFinite(squares) || !Number.isFinite(law.variance)) {
      return unknown(`values of "${column.name}" are too far apart to add up`);
    }
    const value = Math.sqrt(2 * squares);
    const unsure = 4 * (pushed(pair.reference) + pushed(pair.current));
    return {
      value,
      effect: between > 0 ? squares / between : 0,
      pValue: gammaSf(squares * n * m / (n + m), law),
      error: Math.sqrt(2 * squares + unsure) - value,
      n: { reference: n, current: m },
    };
  },
});
