import { homogeneity, psiOf } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import { binned } from "../../profile/mod.ts";

/**
 * Population stability index between two binned columns: sum over bins of (q - p) ln(q / p).
 *
 * Numbers: bins of equal reference counts (numpy's quantiles, half-open); categories: one bin each and one for the rest.
 * Shape: two profiles -> one number. Unit: nats, 0 and up; 0 for equal shares. Edge cases: empty bins count as `epsilon`;
 * undefined when a side has no values. p-value: of homogeneity in the same bins by chi-square. Source: Siddiqi, Credit
 * Risk Scorecards, 2006; equals the Jeffreys divergence.
 */
export const psi = detector({
  id: "drift/psi",
  unit: "nats",
  better: "lower",
  needs: ["column"],
  /** `bins`: at most that many, defaults to 10 (Siddiqi); `epsilon`: share of an empty bin, defaults to 0.0001. */
  defaults: { bins: 10, epsilon: 1e-4 },
  validate({ bins, epsilon }) {
    if (!(Number.isInteger(bins) && bins >= 2)) {
      throw new RangeError(
        `Cannot use "bins" of "drift/psi": it is ${bins}, a whole number from 2 is needed`,
      );
    }
    if (!(epsilon > 0 && epsilon < 1)) {
      throw new RangeError(
        `Cannot use "epsilon" of "drift/psi": it is ${epsilon}, a share between 0 and 1 is needed`,
      );
    }
  },
  compare(profiles, { column }, { bins, epsilon }) {
    const found = binned(profiles, column.name, bins);
    if (!found) return undefined;
    const { p, q, n, m } = found;
    const value = psiOf(p, q, epsilon);
    return {
      value,
      pValue: homogeneity(p, q).pValue,
      n: { reference: n, current: m },
      details: { bins: p.length },
    };
  },
});
