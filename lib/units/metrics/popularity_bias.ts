import { measure, unknown, validateK } from "../../check/mod.ts";
import { meanInterval } from "../../math/mod.ts";
import { popularity, topItems } from "../../profile/mod.ts";
import { sql } from "../../table/mod.ts";

/**
 * How much more popular the recommended items are than those people took before: 1 is no bias, 3 is three times as popular.
 *
 * Formula: mean over queries of the mean share of the reference's users who had each of the first k items / the same mean over the
 * reference's own rows. Interval: by query. Shape: query, item, score, and a reference of past rows with query (user) and item -> one
 * number; `details`: both means. Unit: ratio, 0 and up. Edge cases: rows without query, item or score are left out; equal scores are ordered by item; unknown without a row or
 * without past rows. Source: Abdollahpouri, Burke and Mobasher 2019 (average recommendation popularity).
 */
export const popularityBias = measure({
  id: "metrics/popularity_bias",
  unit: "ratio",
  better: "none",
  needs: ["query", "item", "score"],
  kinds: { score: ["number"] },
  needsReference: true,
  /** `k`: places that count, defaults to 10. */
  defaults: { k: 10 },
  validate({ k }) {
    validateK("metrics/popularity_bias", k);
  },
  from({ current, reference }, columns, { k }) {
    const past = popularity(reference!, columns);
    return sql`(select avg(coalesce(takers, 0e0) / (select max(users) from ${past})) v, (select sum(takers * takers / users) / sum(takers) from ${past}) own from ${
      topItems(current, columns, k)
    } as recommended left join ${past} as past using (i) group by q)`;
  },
  query: () => ({
    queries: sql`cast(count(v) as double)`,
    total: sql`sum(v)`,
    squares: sql`sum(v * v)`,
    own: sql`max(own)`,
  }),
  read({ queries, total, squares, own }) {
    if (!(queries > 0 && own > 0)) {
      return unknown(
        "no query has an item with a score, or the reference has no rows",
      );
    }
    const interval = meanInterval(queries, total, squares, [0, Infinity]);
    const value = total / queries / own;
    return {
      value,
      ...(interval
        ? { interval: [interval[0] / own, interval[1] / own] as const }
        : {}),
      effect: value - 1,
      n: { current: queries },
      details: { recommended: total / queries, past: own },
    };
  },
});
