import {
  measure,
  queryFigures,
  queryReading,
  validateK,
} from "../../check/mod.ts";
import { ranked, relevant, shareWithin } from "../../profile/mod.ts";
import { rawSql, sql } from "../../table/mod.ts";

/**
 * Share of the first k places of each query that hold a relevant item.
 *
 * Formula: mean over queries of relevant items within k / k. Interval: by query. Shape: query, score, label -> one number; `details.baseline` is that
 * of a random order. Unit: ratio, 0..1. Edge
 * cases: of items with equal score the expectation over their orders counts; an item without score was not retrieved; one without
 * label is not relevant; queries without a relevant item are left out; unknown when no query is left. Source: Manning, Raghavan and Schütze 2008;
 * equals trec_eval's P_k, its relative_P_k with `per: "possible"`.
 */
export const precisionAtK = measure({
  id: "metrics/precision_at_k",
  unit: "ratio",
  better: "higher",
  needs: ["query", "score", "label"],
  kinds: { score: ["number"], label: ["number", "boolean"] },
  /** `k`: places that count, null for all, defaults to 10; `per`: "place" divides by k, "possible" by the relevant items where these are fewer, "listed" by the retrieved items where these are, defaults to "place"; `relevantAbove`: an item is relevant when its label is above that, defaults to 0. */
  defaults: { k: 10 as number | null, per: "place", relevantAbove: 0 },
  takes: { k: "number or null" },
  validate({ k, per }) {
    validateK("metrics/precision_at_k", k);
    if (!["place", "possible", "listed"].includes(per)) {
      throw new RangeError(
        `Cannot use "per" of "metrics/precision_at_k": it is "${per}", "place", "possible" or "listed" is needed`,
      );
    }
  },
  from({ current }, { query, score, label }, { relevantAbove, k, per }) {
    const rows = ranked(current, {
      query,
      score,
      gain: relevant(label, relevantAbove),
    });
    const all = k === null ? rawSql("max(ret)") : sql`${k}`;
    const seen = sql`least(${all}, max(ret))`;
    const places = per === "place"
      ? all
      : per === "listed"
      ? seen
      : sql`least(${all}, max(r))`;
    return sql`(select case when max(r) > 0 then sum(rel * ${
      shareWithin(k)
    }) / nullif(${places}, 0e0) end v, max(r) / max(m) * ${seen} / nullif(${places}, 0e0) b from ${rows} group by q)`;
  },
  query: queryFigures,
  read: queryReading,
});
