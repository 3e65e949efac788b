import { kullbackLeiblerOf } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import { bin } from "../../profile/mod.ts";
import {
  binDefaults,
  binReading,
  requireBins,
  requireEpsilon,
} from "./bins.ts";

/**
 * Kullback-Leibler divergence of the reference from current: what coding reference rows by current shares costs more.
 *
 * Formula: sum over bins of p ln(p / q), no share below `epsilon`, both scaled to 1 again. Bins as in psi. Shape: two
 * profiles -> one number. Unit: nats, 0 and up. Effect: share of rows that moved. p-value: of homogeneity in the same bins.
 * Edge cases: empty bins count as `epsilon`; undefined when a side has no values. Source: Kullback and Leibler 1951; equals
 * scipy.stats.entropy(reference, current) of the floored shares, Evidently's kl_div with `binning: "sturges"`.
 */
export const kl = detector({
  id: "drift/kl",
  unit: "nats",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "boolean", "category", "time"] },
  /** `epsilon`: share of an empty bin, defaults to 0.0001. */
  defaults: { ...binDefaults, epsilon: 1e-4 },
  validate(options) {
    requireBins("drift/kl", options);
    requireEpsilon("drift/kl", options.epsilon);
  },
  compare(profiles, { column }, options) {
    const found = bin(profiles, column.name, options);
    if (!found) return undefined;
    return {
      ...binReading(column, found),
      value: kullbackLeiblerOf(found.p, found.q, options.epsilon),
    };
  },
});
