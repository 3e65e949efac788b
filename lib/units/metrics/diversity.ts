import { measure, unknown, validateK } from "../../check/mod.ts";
import { shareMeanInterval } from "../../math/mod.ts";
import { asNumber, topItems } from "../../profile/mod.ts";
import { finite, joinSql, rawSql, sql } from "../../table/mod.ts";

/**
 * How different the items of one list are from each other: 0 when all are alike, 1 when every feature of every pair differs fully.
 *
 * Formula: mean over queries of the mean over pairs of the first k items of Gower's distance: |a - b| / range for numbers, 1 for
 * unequal categories, averaged over the features that both have. Interval: by query. Shape: query, score, item and its `features` ->
 * one number. Unit: ratio, 0..1. Edge cases: rows without query, item or score are left out; equal scores are ordered by item; lists of one
 * item are left out; unknown when none is left. Source: Ziegler et al. 2005 (intra-list similarity); Gower 1971.
 */
export const diversity = measure({
  id: "metrics/diversity",
  unit: "ratio",
  better: "higher",
  needs: ["query", "item", "score", "features"],
  kinds: { score: ["number"] },

  /** `k`: places that count, defaults to 10. */
  defaults: { k: 10 },
  validate({ k }) {
    validateK("metrics/diversity", k);
  },
  from({ current }, columns, { k }) {
    const { features } = columns;
    const numeric = features.map(({ kind }) =>
      kind === "number" || kind === "time"
    );
    const list = topItems(current, {
      ...columns,
      carry: features.map((feature, f) =>
        sql`${numeric[f] ? finite(asNumber(feature)) : feature} ${
          rawSql(`f${f}`)
        }`
      ),
    }, k);
    const ranges = joinSql(
      features.map((_, f) =>
        numeric[f]
          ? rawSql(`max(f${f}) over () - min(f${f}) over () r${f}`)
          : rawSql(`1 r${f}`)
      ),
    );
    const distance = joinSql(
      features.map((_, f) =>
        rawSql(
          numeric[f]
            ? `coalesce(abs(a.f${f} - b.f${f}) / nullif(a.r${f}, 0e0), 0e0)`
            : `case when a.f${f} <> b.f${f} then 1e0 else 0e0 end`,
        )
      ),
      " + ",
    );
    const both = joinSql(
      features.map((_, f) =>
        rawSql(
          `case when a.f${f} is null or b.f${f} is null then 0e0 else 1e0 end`,
        )
      ),
      " + ",
    );
    const rows = sql`(select *, ${ranges} from ${list})`;
    return sql`(select avg((${distance}) / nullif(${both}, 0e0)) v from ${rows} as a join ${rows} as b on a.q = b.q and a.pos < b.pos group by a.q)`;
  },
  query: () => ({
    queries: sql`cast(count(v) as double)`,
    total: sql`sum(v)`,
    squares: sql`sum(v * v)`,
  }),
  read({ queries, total, squares }) {
    if (!(queries > 0)) return unknown("no query has two items with features");
    return {
      value: total / queries,
      interval: shareMeanInterval(queries, total, squares),
      n: { current: queries },
    };
  },
});
