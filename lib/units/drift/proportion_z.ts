import { normalTwoSided, twoShares } from "../../math/mod.ts";
import { detector, type Positive } from "../../check/mod.ts";
import { percent } from "../../profile/mod.ts";
import { twoValues } from "./two_values.ts";

/**
 * Change of the share of one of two values: current minus reference.
 *
 * Interval: Newcombe's. p-value: pooled z, two-sided (`fisher` is exact). Shape: two profiles -> one number. Unit: ratio,
 * -1..1. Effect: its size. details.z is current minus reference in standard errors. Edge cases: p-value 1 where nothing
 * varies; unknown for more than two values when no positive one is named; undefined when a side has no values. Source:
 * Newcombe 1998 for the interval; equals statsmodels.stats.proportion.proportions_ztest.
 */
export const proportionZ = detector({
  id: "drift/proportion_z",
  unit: "ratio",
  better: "none",
  needs: ["column"],
  kinds: { column: ["boolean", "category", "number"] },
  /** `positive`: the value whose share counts, defaults to the larger of two. */
  defaults: { positive: null } as Positive,
  compare(profiles, { column }, { positive }) {
    const found = twoValues(profiles, column.name, positive);
    if (!found || "unknown" in found) return found;
    const { value, hits, n, otherHits, m } = found;
    const { difference, interval, z } = twoShares(hits, n, otherHits, m);
    return {
      value: difference,
      interval,
      pValue: normalTwoSided(z),
      effect: Math.abs(difference),
      n: { reference: n, current: m },
      details: {
        z,
        positive: value,
        reference: hits / n,
        current: otherHits / m,
        explanation: `Share of ${
          JSON.stringify(value)
        } in "${column.name}" went from ${percent(hits / n)} to ${
          percent(otherHits / m)
        }`,
      },
    };
  },
});
