import {
  measure,
  queryFigures,
  queryReading,
  validateK,
} from "../../check/mod.ts";
import { ranked, relevant } from "../../profile/mod.ts";
import { rawSql, sql } from "../../table/mod.ts";

/**
 * How early the first relevant item of each query stands: 1 in first place, 1/2 in second (mean reciprocal rank).
 *
 * Formula: mean over queries of 1 / place of the first relevant item within k, 0 when there is none. Interval: by query. Shape: query, score, label -> one number. Unit: ratio, 0..1. Edge
 * cases: of items with equal score the expectation over their orders counts; an item without score was not retrieved; one without
 * label is not relevant; queries without a relevant item are left out; unknown when no query is left. Source: Voorhees
 * 1999, ties by McSherry and Najork 2008; equals trec_eval's recip_rank.
 */
export const mrr = measure({
  id: "metrics/mrr",
  unit: "ratio",
  better: "higher",
  needs: ["query", "score", "label"],
  kinds: { score: ["number"], label: ["number", "boolean"] },
  /** `k`: places that count, null for all, defaults to null; `relevantAbove`: an item is relevant when its label is above that, defaults to 0. */
  defaults: { k: null as number | null, relevantAbove: 0 },
  takes: { k: "number" },
  validate({ k }) {
    validateK("metrics/mrr", k);
  },
  from({ current }, { query, score, label }, { relevantAbove, k }) {
    const rows = ranked(current, {
      query,
      score,
      gain: relevant(label, relevantAbove),
    });
    // ln of the share of orders of a tie whose first relevant item stands in place i: C(t - i, r - 1) / C(t, r)
    const first =
      sql`lgamma(tied - (pos - above) + 1) - lgamma(tied_rel) - lgamma(tied - (pos - above) - tied_rel + 2) - lgamma(tied + 1) + lgamma(tied_rel + 1) + lgamma(tied - tied_rel + 1)`;
    return sql`(select case when max(r) > 0 then coalesce(sum(case when ${
      k === null ? rawSql("pos > 0") : sql`pos <= ${k}`
    } and rel_above = 0 and tied_rel > 0 and pos - above <= tied - tied_rel + 1 then (case when tied = tied_rel then case when pos - above = 1 then 1e0 else 0e0 end else exp(${first}) end) / pos end), 0e0) end v, cast(null as double) b from ${rows} group by q)`;
  },
  query: queryFigures,
  read: queryReading,
});
