import { psiOf } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import { bin } from "../../profile/mod.ts";
import {
  binDefaults,
  binReading,
  requireBins,
  requireEpsilon,
} from "./bins.ts";

/**
 * Population stability index between two binned columns: how far the shares of the bins moved, in both directions.
 *
 * Formula: sum over bins of (q - p) ln(q / p). Numbers: bins of about equal reference counts, a frequent value alone in
 * its bin, one bin a value where the reference has at most `bins`; categories: one bin each and one for the rest.
 * Shape: two profiles -> one number. Unit: nats, 0 and up; 0 for equal shares. Effect: share of rows that moved. p-value:
 * of homogeneity in the same bins by chi-square, bins expected under 5 times pooled. Edge cases: empty bins count as
 * `epsilon`; undefined when a side has no values. Source: Siddiqi, Credit Risk Scorecards, 2006; equals the Jeffreys
 * divergence, and Evidently's psi with `binning: "sturges"`.
 */
export const psi = detector({
  id: "drift/psi",
  unit: "nats",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "boolean", "category", "time"] },
  /** `bins`: at most that many, defaults to 10 (Siddiqi); `epsilon`: share of an empty bin, defaults to 0.0001. */
  defaults: { ...binDefaults, epsilon: 1e-4 },
  validate(options) {
    requireBins("drift/psi", options);
    requireEpsilon("drift/psi", options.epsilon);
  },
  compare(profiles, { column }, options) {
    const found = bin(profiles, column.name, options);
    if (!found) return undefined;
    return {
      value: psiOf(found.p, found.q, options.epsilon),
      ...binReading(column, found),
    };
  },
});
