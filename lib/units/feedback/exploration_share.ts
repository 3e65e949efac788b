import { measure, type Positive, positive, unknown } from "../../check/mod.ts";
import { wilson } from "../../math/mod.ts";
import { sql } from "../../table/mod.ts";

/**
 * Share of exposures that were drawn to learn from, not chosen by the model.
 *
 * Formula: explored / exposures, Wilson's interval. Shape: one boolean column -> one number. Unit: ratio, 0..1. Edge cases:
 * rows that do not say are left out; unknown without rows. Source: Wilson 1927 for the interval.
 */
export const explorationShare = measure({
  id: "feedback/exploration_share",
  unit: "ratio",
  better: "none",
  needs: ["explored"],
  defaults: { positive: null } as Positive,
  query({ explored }, options) {
    const drawn = positive(explored, options);
    return {
      hits: sql`sum(${drawn})`,
      n: sql`cast(count(${drawn}) as double)`,
    };
  },
  read: ({ hits, n }) =>
    n > 0
      ? {
        value: hits / n,
        interval: wilson(hits, n),
        n: { current: n },
        details: { explored: hits },
      }
      : unknown("no row says whether it was explored"),
});
