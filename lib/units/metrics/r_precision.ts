import { measure, queryFigures, queryReading } from "../../check/mod.ts";
import { ranked, relevant } from "../../profile/mod.ts";
import { sql } from "../../table/mod.ts";

/**
 * Share of each query's first R places that hold a relevant item, R being its number of relevant items.
 *
 * Formula: mean over queries of relevant items within `times` R / (times R), rounded up from a tenth of a place on. Interval: by query. Shape: query, score, label -> one number. Unit: ratio, 0..1. Edge
 * cases: of items with equal score the expectation over their orders counts; an item without score was not retrieved; one without
 * label is not relevant; queries without a relevant item are left out; unknown when no query is left. Source: Manning, Raghavan and Schütze 2008;
 * equals trec_eval's Rprec and Rprec_mult.
 */
export const rPrecision = measure({
  id: "metrics/r_precision",
  unit: "ratio",
  better: "higher",
  needs: ["query", "score", "label"],
  kinds: { score: ["number"], label: ["number", "boolean"] },
  /** `times`: multiple of R, defaults to 1; `relevantAbove`: an item is relevant when its label is above that, defaults to 0. */
  defaults: { times: 1, relevantAbove: 0 },
  validate({ times }) {
    if (!(times > 0)) {
      throw new RangeError(
        `Cannot use "times" of "metrics/r_precision": it is ${times}, a number above 0 is needed`,
      );
    }
  },
  from({ current }, { query, score, label }, { relevantAbove, times }) {
    const rows = ranked(current, {
      query,
      score,
      gain: relevant(label, relevantAbove),
    });
    const places = sql`floor(${times} * r + 0.9)`;
    return sql`(select sum(rel * case when pos is null then 0e0 else greatest(0e0, least(tied, ${places} - above)) / tied end) / nullif(max(${places}), 0e0) v, max(r) / max(m) b from ${rows} group by q)`;
  },
  query: queryFigures,
  read: queryReading,
});
