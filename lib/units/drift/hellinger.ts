import { hellingerOf } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import { bin } from "../../profile/mod.ts";
import { binDefaults, binReading, requireBins } from "./bins.ts";

/**
 * Hellinger distance between two binned columns: 0 for equal shares, 1 for no value in common.
 *
 * Formula: sqrt(1 - sum over bins of sqrt(p q)). Bins as in psi. Shape: two profiles -> one number. Unit: score, 0..1. Effect:
 * share of rows that moved. p-value: of homogeneity in the same bins. Edge cases: empty bins need no floor; undefined when
 * a side has no values. Source: Hellinger 1909; equals NannyML's with `binning: "doane"`, Evidently's with
 * `binning: "sturges_distinct"`.
 */
export const hellinger = detector({
  id: "drift/hellinger",
  unit: "score",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "boolean", "category", "time"] },
  defaults: { ...binDefaults },
  validate(options) {
    requireBins("drift/hellinger", options);
  },
  compare(profiles, { column }, options) {
    const found = bin(profiles, column.name, options);
    if (!found) return undefined;
    return {
      ...binReading(column, found),
      value: hellingerOf(found.p, found.q),
    };
  },
});
