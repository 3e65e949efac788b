import {
  measure,
  queryFigures,
  queryReading,
  validateK,
} from "../../check/mod.ts";
import { gainOf, ranked } from "../../profile/mod.ts";
import { sql } from "../../table/mod.ts";

/**
 * How close the order by score comes to the best order of each query's first k items, good items first (normalised
 * discounted cumulative gain).
 *
 * Formula: mean over queries of DCG@k / ideal DCG@k, DCG = sum of gain / log2(place + 1); gain is the label ("linear"),
 * 2^label - 1 ("exponential") or 1 above 0 ("binary"). Items of equal score share the mean gain of their places, so the
 * order of rows does not matter. Interval: by query. Shape: query, score, label -> one number; `details.baseline` is that of
 * a random order. Unit: ratio, 0..1. Edge cases: an item without score was not retrieved and counts in the ideal only; one
 * without label has gain 0; queries without gain are left out; unknown when no query is left. Source: Järvelin and Kekäläinen
 * 2002, ties by McSherry and Najork 2008; equals sklearn.metrics.ndcg_score and trec_eval's ndcg_cut.
 */
export const ndcg = measure({
  id: "metrics/ndcg",
  unit: "ratio",
  better: "higher",
  needs: ["query", "score", "label"],
  kinds: { score: ["number"], label: ["number", "boolean"] },
  /** `k`: places that count, null for all, defaults to 10; `gain`: "linear", "exponential" or "binary", defaults to "linear". */
  defaults: { k: 10 as number | null, gain: "linear" },
  takes: { k: "number or null" },
  validate({ k, gain }) {
    validateK("metrics/ndcg", k);
    if (!["linear", "exponential", "binary"].includes(gain)) {
      throw new RangeError(
        `Cannot use "gain" of "metrics/ndcg": it is "${gain}", "linear", "exponential" or "binary" is needed`,
      );
    }
  },
  from({ current }, { query, score, label }, { k, gain }) {
    const rows = ranked(current, {
      query,
      score,
      gain: gainOf(label, gain as "linear"),
    });
    const within = (place: string) =>
      k === null
        ? sql`${{ text: place }} > 0`
        : sql`${{ text: place }} <= ${k}`;
    const discount = (place: string) =>
      sql`ln(2e0) / ln(${{ text: place }} + 1e0)`;
    return sql`(select dcg / nullif(ideal_dcg, 0e0) v, coalesce(mean_g * discounts / nullif(ideal_dcg, 0e0), 0e0) b from (select q, coalesce(sum(case when ${
      within("pos")
    } then tied_g * ${discount("pos")} end), 0e0) dcg, sum(case when ${
      within("ideal")
    } then g * ${
      discount("ideal")
    } end) ideal_dcg, avg(g) mean_g, sum(case when ${within("pos")} then ${
      discount("pos")
    } end) discounts from ${rows} group by q))`;
  },
  query: queryFigures,
  read: queryReading,
});
