import {
  measure,
  queryFigures,
  queryReading,
  validateK,
} from "../../check/mod.ts";
import { ranked, relevant, shareWithin } from "../../profile/mod.ts";
import { rawSql, sql } from "../../table/mod.ts";

/**
 * Harmonic mean of precision and recall of each query's first k places.
 *
 * Formula: mean over queries of 2 hits / (k + relevant items). Interval: by query. Shape: query, score, label -> one number. Unit: ratio, 0..1. Edge
 * cases: of items with equal score the expectation over their orders counts; an item without score was not retrieved; one without
 * label is not relevant; queries without a relevant item are left out; unknown when no query is left. Source: van Rijsbergen 1979; equals ranx's
 * f1@k, and trec_eval's set_F with k null.
 */
export const f1AtK = measure({
  id: "metrics/f1_at_k",
  unit: "ratio",
  better: "higher",
  needs: ["query", "score", "label"],
  kinds: { score: ["number"], label: ["number", "boolean"] },
  /** `k`: places that count, null for all, defaults to 10; `relevantAbove`: an item is relevant when its label is above that, defaults to 0. */
  defaults: { k: 10 as number | null, relevantAbove: 0 },
  takes: { k: "number or null" },
  validate({ k }) {
    validateK("metrics/f1_at_k", k);
  },
  from({ current }, { query, score, label }, { relevantAbove, k }) {
    const rows = ranked(current, {
      query,
      score,
      gain: relevant(label, relevantAbove),
    });
    return sql`(select 2 * sum(rel * ${shareWithin(k)}) / nullif((${
      k === null ? rawSql("max(ret)") : sql`${k}`
    } + max(r)) * sign(max(r)), 0e0) v, cast(null as double) b from ${rows} group by q)`;
  },
  query: queryFigures,
  read: queryReading,
});
