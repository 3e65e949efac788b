import {
  measure,
  queryFigures,
  queryReading,
  validateK,
} from "../../check/mod.ts";
import { ranked, relevant } from "../../profile/mod.ts";
import { rawSql, sql } from "../../table/mod.ts";

/**
 * Precision averaged over the places of each query's relevant items: high when all of them stand early (MAP).
 *
 * Formula: mean over queries of sum over relevant items within k of precision at their place / relevant items, or / min(relevant
 * items, k) with `per: "possible"`. Interval: by query. Shape: query, score, label -> one number. Unit: ratio, 0..1. Edge
 * cases: of items with equal score the expectation over their orders counts; an item without score was not retrieved; one without
 * label is not relevant; queries without a relevant item are left out; unknown when no query is left. Source: Manning, Raghavan and Schütze 2008,
 * ties by McSherry and Najork 2008; equals trec_eval's map_cut_k.
 */
export const meanAveragePrecision = measure({
  id: "metrics/mean_average_precision",
  unit: "ratio",
  better: "higher",
  needs: ["query", "score", "label"],
  kinds: { score: ["number"], label: ["number", "boolean"] },
  /** `k`: places that count, null for all, defaults to 10; `per`: "relevant" or "possible", defaults to "relevant"; `relevantAbove`: an item is relevant when its label is above that, defaults to 0. */
  defaults: { k: 10 as number | null, per: "relevant", relevantAbove: 0 },
  takes: { k: "number or null" },
  validate({ k, per }) {
    validateK("metrics/mean_average_precision", k);
    if (per !== "relevant" && per !== "possible") {
      throw new RangeError(
        `Cannot use "per" of "metrics/mean_average_precision": it is "${per}", "relevant" or "possible" is needed`,
      );
    }
  },
  from({ current }, { query, score, label }, { relevantAbove, k, per }) {
    const rows = ranked(current, {
      query,
      score,
      gain: relevant(label, relevantAbove),
    });
    const of = per === "relevant" || k === null
      ? rawSql("max(r)")
      : sql`least(max(r), ${k})`;
    return sql`(select coalesce(sum(case when ${
      k === null ? rawSql("pos > 0") : sql`pos <= ${k}`
    } then tied_rel / tied * (rel_above + (pos - above - 1) * greatest(tied_rel - 1, 0e0) / greatest(tied - 1, 1e0) + 1) / pos end), 0e0) / nullif(${of}, 0e0) v, cast(null as double) b from ${rows} group by q)`;
  },
  query: queryFigures,
  read: queryReading,
});
