import { jensenShannonOf } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import { bin } from "../../profile/mod.ts";
import { binDefaults, binReading, requireBins } from "./bins.ts";

/**
 * Jensen-Shannon distance between two binned columns: 0 for equal shares, 1 for no value in common.
 *
 * Formula: root of the mean Kullback-Leibler divergence of both sides from their middle, logarithms to `base`. Bins as in
 * psi. Shape: two profiles -> one number. Unit: score, 0..1 at base 2. Effect: share of rows that moved. p-value: of
 * homogeneity in the same bins. Edge cases: empty bins need no floor; undefined when a side has no values. Source: Endres
 * and Schindelin 2003; equals scipy.spatial.distance.jensenshannon(base), NannyML's with `binning: "doane"`, Evidently's
 * with `binning: "sturges"` and `base` e.
 */
export const jensenShannon = detector({
  id: "drift/jensen_shannon",
  unit: "score",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "boolean", "category", "time"] },
  /** `base` of the logarithm, defaults to 2. */
  defaults: { ...binDefaults, base: 2 },
  validate(options) {
    requireBins("drift/jensen_shannon", options);
    if (!(options.base > 1)) {
      throw new RangeError(
        `Cannot use "base" of "drift/jensen_shannon": it is ${options.base}, a number above 1 is needed`,
      );
    }
  },
  compare(profiles, { column }, options) {
    const found = bin(profiles, column.name, options);
    if (!found) return undefined;
    return {
      value: jensenShannonOf(found.p, found.q) *
        Math.sqrt(Math.LN2 / Math.log(options.base)),
      ...binReading(column, found),
    };
  },
});
