import {
  measure,
  queryFigures,
  queryReading,
  validateK,
} from "../../check/mod.ts";
import { ranked, relevant } from "../../profile/mod.ts";
import { rawSql, sql } from "../../table/mod.ts";

/**
 * Share of queries with at least one relevant item within the first k places.
 *
 * Formula: mean over queries of 1 when a relevant item stands within k, else 0. Interval: by query. Shape: query, score, label -> one number; Wilson's interval below ten queries. Unit: ratio, 0..1. Edge
 * cases: of items with equal score the expectation over their orders counts; an item without score was not retrieved; one without
 * label is not relevant; queries without a relevant item are left out; unknown when no query is left. Source: Deshpande and Karypis 2004;
 * equals trec_eval's success_k.
 */
export const hitRate = measure({
  id: "metrics/hit_rate",
  unit: "ratio",
  better: "higher",
  needs: ["query", "score", "label"],
  kinds: { score: ["number"], label: ["number", "boolean"] },
  /** `k`: places that count, null for all, defaults to 10; `relevantAbove`: an item is relevant when its label is above that, defaults to 0. */
  defaults: { k: 10 as number | null, relevantAbove: 0 },
  takes: { k: "number or null" },
  validate({ k }) {
    validateK("metrics/hit_rate", k);
  },
  from({ current }, { query, score, label }, { relevantAbove, k }) {
    const rows = ranked(current, {
      query,
      score,
      gain: relevant(label, relevantAbove),
    });
    const limit = k === null ? rawSql("ret") : sql`${k}`;
    // ln of the share of orders of a tie whose first places hold no relevant item: C(t - r, j) / C(t, j)
    const chosen =
      sql`lgamma(tied - tied_rel + 1) - lgamma(tied - tied_rel - (${limit} - above) + 1) + lgamma(tied - (${limit} - above) + 1) - lgamma(tied + 1)`;
    return sql`(select case when max(r) > 0 then 1 - min(missed) end v, cast(null as double) b from (select *, case when pos is null or above >= ${limit} or tied_rel = 0 then 1e0 when above + tied <= ${limit} or ${limit} - above > tied - tied_rel then 0e0 else exp(${chosen}) end missed from ${rows}) group by q)`;
  },
  query: queryFigures,
  read: queryReading,
});
