import { measure, unknown, validateK } from "../../check/mod.ts";
import { normalInterval, varianceOf } from "../../math/mod.ts";
import { topItems } from "../../profile/mod.ts";
import { sql } from "../../table/mod.ts";

/**
 * How different the lists of different users are: 0 when all get the same items, 1 when no two share one.
 *
 * Formula: 1 - mean over pairs of queries of shared items / sqrt(length of one x length of the other) in the first k places.
 * Interval: normal, from each query's mean overlap (U-statistic). Shape: query, item, score -> one number. Unit: ratio, 0..1. Edge
 * cases: rows without query, item or score are left out; equal scores are ordered by item; unknown below two queries. Source: Zhou et al. 2010
 * (inter-list distance); Hoeffding 1948 for the interval.
 */
export const personalisation = measure({
  id: "metrics/personalisation",
  unit: "ratio",
  better: "higher",
  needs: ["query", "item", "score"],
  kinds: { score: ["number"] },

  /** `k`: places that count, defaults to 10. */
  defaults: { k: 10 },
  validate({ k }) {
    validateK("metrics/personalisation", k);
  },
  from({ current }, columns, { k }) {
    return sql`(select sum((s_i - 1 / sqrt(len)) / sqrt(len)) / nullif(max(users) - 1, 0e0) v from (select q, len, sum(1 / sqrt(len)) over (partition by i) s_i, (select cast(count(distinct q) as double) from ${
      topItems(current, columns, k)
    }) users from ${topItems(current, columns, k)}) group by q)`;
  },
  query: () => ({
    queries: sql`cast(count(v) as double)`,
    total: sql`sum(v)`,
    squares: sql`sum(v * v)`,
  }),
  read({ queries, total, squares }) {
    if (!(queries >= 2)) {
      return unknown("at least two queries with items are needed");
    }
    const value = 1 - total / queries;
    const se = 2 * Math.sqrt(varianceOf(queries, total, squares) / queries);
    const [low, high] = normalInterval(value, se);
    return {
      value,
      interval: [Math.max(0, low), Math.min(1, high)],
      n: { current: queries },
    };
  },
});
