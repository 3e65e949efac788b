import { measure, unknown, validateK } from "../../check/mod.ts";
import { meanInterval } from "../../math/mod.ts";
import { popularity, topItems } from "../../profile/mod.ts";
import { sql } from "../../table/mod.ts";

/**
 * How little known the recommended items are: bits of surprise that somebody has the item (0 when everybody has it).
 *
 * Formula: mean over queries and their first k items of -log2(share of the reference's users who had the item), an item that nobody
 * had counts as one user's. Interval: by query. Shape: query, item, score, and a reference of past rows with query (user) and item
 * -> one number. Unit: bits, 0 and up. Edge cases: rows without query, item or score are left out; equal scores are ordered by item; unknown without a row.
 * Source: Zhou et al. 2010; Vargas and Castells 2011.
 */
export const novelty = measure({
  id: "metrics/novelty",
  unit: "bits",
  better: "higher",
  needs: ["query", "item", "score"],
  kinds: { score: ["number"] },
  needsReference: true,
  /** `k`: places that count, defaults to 10. */
  defaults: { k: 10 },
  validate({ k }) {
    validateK("metrics/novelty", k);
  },
  from({ current, reference }, columns, { k }) {
    const past = popularity(reference!, columns);
    return sql`(select avg(-ln(greatest(coalesce(takers, 1e0), 1e0) / (select max(users) from ${past})) / ln(2e0)) v from ${
      topItems(current, columns, k)
    } as recommended left join ${past} as past using (i) group by q)`;
  },
  query: () => ({
    queries: sql`cast(count(v) as double)`,
    total: sql`sum(v)`,
    squares: sql`sum(v * v)`,
  }),
  read({ queries, total, squares }) {
    if (!(queries > 0)) return unknown("no query has an item with a score");
    const interval = meanInterval(queries, total, squares, [0, Infinity]);
    return {
      value: total / queries,
      ...(interval ? { interval } : {}),
      n: { current: queries },
    };
  },
});
