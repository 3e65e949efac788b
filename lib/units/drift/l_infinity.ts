import { largestShift } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import { bin } from "../../profile/mod.ts";
import { binDefaults, binReading, requireBins } from "./bins.ts";

/**
 * The largest change of a single bin's share.
 *
 * Formula: max over bins of |p - q|. Bins as in psi. Shape: two profiles -> one number. Unit: ratio, 0..1. Effect: share of
 * rows that moved. p-value: of homogeneity in the same bins. Edge cases: undefined when a side has no values. Source: TensorFlow
 * Data Validation; equals NannyML's l_infinity.
 */
export const lInfinity = detector({
  id: "drift/l_infinity",
  unit: "ratio",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "boolean", "category", "time"] },
  defaults: { ...binDefaults },
  validate(options) {
    requireBins("drift/l_infinity", options);
  },
  compare(profiles, { column }, options) {
    const found = bin(profiles, column.name, options);
    if (!found) return undefined;
    return {
      ...binReading(column, found),
      value: largestShift(found.p, found.q),
    };
  },
});
