import {
  measure,
  queryFigures,
  queryReading,
  validateK,
} from "../../check/mod.ts";
import { ranked, relevant, shareWithin } from "../../profile/mod.ts";
import { rawSql, sql } from "../../table/mod.ts";

/**
 * Share of each query's relevant items that stand within the first k places.
 *
 * Formula: mean over queries of relevant items within k / relevant items. Interval: by query. Shape: query, score, label -> one number; `details`: `baseline`
 * that of a random order, relevant and retrieved items and how many are both over all queries. Unit: ratio, 0..1. Edge
 * cases: of items with equal score the expectation over their orders counts; an item without score was not retrieved; one without
 * label is not relevant; queries without a relevant item are left out; unknown when no query is left. Source: Manning, Raghavan and Schütze 2008;
 * equals trec_eval's recall_k.
 */
export const recallAtK = measure({
  id: "metrics/recall_at_k",
  unit: "ratio",
  better: "higher",
  needs: ["query", "score", "label"],
  kinds: { score: ["number"], label: ["number", "boolean"] },
  /** `k`: places that count, null for all, defaults to 10; `relevantAbove`: an item is relevant when its label is above that, defaults to 0. */
  defaults: { k: 10 as number | null, relevantAbove: 0 },
  takes: { k: "number or null" },
  validate({ k }) {
    validateK("metrics/recall_at_k", k);
  },
  from({ current }, { query, score, label }, { relevantAbove, k }) {
    const rows = ranked(current, {
      query,
      score,
      gain: relevant(label, relevantAbove),
    });
    return sql`(select sum(rel * ${
      shareWithin(k)
    }) / nullif(max(r), 0e0) v, least(${
      k === null ? rawSql("max(ret)") : sql`${k}`
    }, max(ret)) / max(m) b, max(r) relevant, max(ret) retrieved, sum(case when pos is not null then rel else 0e0 end) found from ${rows} group by q)`;
  },
  query: () => ({
    ...queryFigures(),
    relevant: sql`sum(relevant)`,
    retrieved: sql`sum(retrieved)`,
    found: sql`sum(found)`,
  }),
  read({ relevant, retrieved, found, ...figures }) {
    const reading = queryReading(figures);
    return "unknown" in reading ? reading : {
      ...reading,
      details: { ...reading.details, relevant, retrieved, found },
    };
  },
});
