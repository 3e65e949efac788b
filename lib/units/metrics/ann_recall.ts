import { measure, unknown } from "../../check/mod.ts";
import { shareMeanInterval } from "../../math/mod.ts";
import { sql } from "../../table/mod.ts";

/**
 * Share of the true nearest items that an approximate index also returns.
 *
 * Formula: mean over queries of items that are in both lists / items in the exact list. Interval: by query. Shape: one row per query
 * and item with two booleans, `exact` (in the exact list) and `approximate` (in the index's) -> one number; k is the exact list's
 * length. Unit: ratio, 0..1. Edge cases: null means not in the list; queries without an exact list are left out; unknown when none is
 * left. Source: Aumüller, Bernhardsson and Faithfull 2020.
 */
export const annRecall = measure({
  id: "metrics/ann_recall",
  unit: "ratio",
  better: "higher",
  needs: ["query", "exact", "approximate"],
  kinds: { exact: ["boolean", "number"], approximate: ["boolean", "number"] },
  defaults: {},
  from: ({ current }, { query, exact, approximate }) =>
    sql`(select sum(e * a) / nullif(sum(e), 0e0) v, sum(e) k from (select ${query} q, case when cast(${exact} as double) > 0 then 1e0 else 0e0 end e, case when cast(${approximate} as double) > 0 then 1e0 else 0e0 end a from ${current}) where q is not null group by q)`,
  query: () => ({
    queries: sql`cast(count(v) as double)`,
    total: sql`sum(v)`,
    squares: sql`sum(v * v)`,
    least: sql`min(v)`,
    k: sql`avg(case when v is not null then k end)`,
  }),
  read: ({ queries, total, squares, least, k }) =>
    queries > 0
      ? {
        value: total / queries,
        interval: shareMeanInterval(queries, total, squares),
        n: { current: queries },
        details: { worstQuery: least, meanExact: k },
      }
      : unknown("no query has an exact list"),
});
