import { homogeneity } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import { bin } from "../../profile/mod.ts";
import { binDefaults, binReading, requireBins } from "./bins.ts";

/**
 * Cramer's V between the side a row comes from and its bin: 0 for equal shares, 1 when the bin tells the side.
 *
 * Formula: sqrt(chi-square / rows), without bias correction; its size does not grow with the rows as chi-square does. Bins as
 * in psi. Shape: two profiles -> one number. Unit: correlation, 0..1. Effect: share of rows that moved. p-value: of homogeneity in
 * the same bins. Edge cases: 0 for a single bin; undefined when a side has no values. Source: Cramer 1946; equals
 * scipy.stats.contingency.association(method="cramer").
 */
export const cramersV = detector({
  id: "drift/cramers_v",
  unit: "correlation",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "boolean", "category", "time"] },
  defaults: { ...binDefaults },
  validate(options) {
    requireBins("drift/cramers_v", options);
  },
  compare(profiles, { column }, options) {
    const found = bin(profiles, column.name, options);
    if (!found) return undefined;
    return {
      ...binReading(column, found),
      value: Math.sqrt(
        homogeneity(found.p, found.q).statistic / (found.n + found.m),
      ),
    };
  },
});
