import { measure, type Positive, positive, unknown } from "../../check/mod.ts";
import { wilson } from "../../math/mod.ts";
import { scoreCounts } from "../../profile/mod.ts";
import { finite, sql } from "../../table/mod.ts";

/**
 * Share of true positives among the cases that reviewers have time for: the `capacity` highest scores.
 *
 * Formula: positives among the top / places; cases tied at the last place count by their share of the places left. Interval:
 * Wilson. Shape: score and label -> one number; `details` also has the share of all positives that were reached. Unit: ratio,
 * 0..1. Edge cases: rows without score or label are left out; with fewer rows than places all rows count; unknown without rows.
 * Source: Manning, Raghavan and Schütze 2008, chapter 8, as precision at k of one list.
 */
export const precisionAtCapacity = measure({
  id: "metrics/precision_at_capacity",
  unit: "ratio",
  better: "higher",
  needs: ["score", "label"],
  kinds: { score: ["number"] },
  /** `capacity`: cases that can be reviewed, defaults to 100; `positive`: the class that counts, defaults to null. */
  defaults: { capacity: 100, positive: null } as Positive & {
    readonly capacity: number;
  },
  validate({ capacity }) {
    if (!(Number.isInteger(capacity) && capacity >= 1)) {
      throw new RangeError(
        `Cannot use "capacity" of "metrics/precision_at_capacity": it is ${capacity}, a whole number from 1 is needed`,
      );
    }
  },
  from: ({ current }, { score, label }, options) =>
    sql`(select *, p + n tied, p_above + n_above - p - n above from ${
      scoreCounts(current, finite(score), positive(label, options))
    })`,
  query: (_, { capacity }) => ({
    positives: sql`max(p_all)`,
    negatives: sql`max(n_all)`,
    hits: sql`sum(p * greatest(0e0, least(tied, ${capacity} - above)) / tied)`,
    threshold: sql`min(case when above < ${capacity} then s end)`,
  }),
  read({ positives, negatives, hits, threshold }, { capacity }) {
    const rows = positives + negatives;
    if (!(rows > 0)) return unknown("no row has both a score and a 0/1 label");
    const places = Math.min(capacity, rows), base = positives / rows;
    return {
      value: hits / places,
      interval: wilson(hits, places),
      effect: hits / places - base,
      n: { current: rows },
      details: {
        places,
        hits,
        threshold,
        ...(positives > 0 ? { reached: hits / positives } : {}),
        baseline: { rule: "random order", value: base },
      },
    };
  },
});
