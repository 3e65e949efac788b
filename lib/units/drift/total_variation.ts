import { totalVariationOf } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import { bin } from "../../profile/mod.ts";
import { binDefaults, binReading, requireBins } from "./bins.ts";

/**
 * Total variation distance: the share of rows that would have to change their bin to undo the drift.
 *
 * Formula: sum over bins of |p - q| / 2. Bins as in psi. Shape: two profiles -> one number. Unit: ratio, 0..1. Effect: the
 * same. p-value: of homogeneity in the same bins. Edge cases: undefined when a side has no values. Source: Levin, Peres and
 * Wilmer, Markov Chains and Mixing Times, 2009, section 4.1.
 */
export const totalVariation = detector({
  id: "drift/total_variation",
  unit: "ratio",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "boolean", "category", "time"] },
  defaults: { ...binDefaults },
  validate(options) {
    requireBins("drift/total_variation", options);
  },
  compare(profiles, { column }, options) {
    const found = bin(profiles, column.name, options);
    if (!found) return undefined;
    return {
      ...binReading(column, found),
      value: totalVariationOf(found.p, found.q),
    };
  },
});
