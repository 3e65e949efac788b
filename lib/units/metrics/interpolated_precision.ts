import { measure, unknown } from "../../check/mod.ts";
import { shareMeanInterval } from "../../math/mod.ts";
import { ranked, relevant } from "../../profile/mod.ts";
import { joinSql, rawSql, sql } from "../../table/mod.ts";

/**
 * Mean over eleven levels of recall of the best precision that each query reaches at that recall or later: the classic
 * eleven-point average.
 *
 * Formula: mean over queries and over recall 0, 0.1, .., 1 of max precision where recall is at least that; 0 where it is never
 * reached. Interval: by query. Shape: query, score, label -> one number; `details.levels` the eleven means. Unit: ratio, 0..1. Edge
 * cases: items of equal score are taken in one step; an item without score was not retrieved; queries without a relevant item are
 * left out; unknown when no query is left. Source: Manning, Raghavan and Schütze 2008, 8.4; equals trec_eval's 11pt_avg and
 * iprec_at_recall.
 */
export const interpolatedPrecision = measure({
  id: "metrics/interpolated_precision",
  unit: "ratio",
  better: "higher",
  needs: ["query", "score", "label"],
  kinds: { score: ["number"], label: ["number", "boolean"] },
  /** `relevantAbove`: an item is relevant when its label is above that, defaults to 0. */
  defaults: { relevantAbove: 0 },
  from({ current }, { query, score, label }, { relevantAbove }) {
    const rows = ranked(current, {
      query,
      score,
      gain: relevant(label, relevantAbove),
    });
    const levels = Array.from(
      { length: 11 },
      (_, i) =>
        sql`coalesce(max(case when pos is not null and rel_above + tied_rel >= floor(${
          i / 10
        } * r + 0.9) then (rel_above + tied_rel) / (above + tied) end), 0e0) ${
          rawSql(`v${i}`)
        }`,
    );
    const sum = rawSql(
      `(${Array.from({ length: 11 }, (_, i) => `v${i}`).join(" + ")}) / 11`,
    );
    return sql`(select *, ${sum} v from (select ${
      joinSql(levels)
    } from ${rows} where r > 0 group by q))`;
  },
  query: () => ({
    queries: sql`cast(count(*) as double)`,
    total: sql`sum(v)`,
    squares: sql`sum(v * v)`,
    ...Object.fromEntries(
      Array.from({ length: 11 }, (_, i) => [`v${i}`, rawSql(`avg(v${i})`)]),
    ),
  }),
  read(row) {
    const { queries, total, squares } = row;
    if (!(queries > 0)) return unknown("no query has a relevant item");
    const means = row as unknown as Readonly<Record<string, number>>;
    return {
      value: total / queries,
      interval: shareMeanInterval(queries, total, squares),
      n: { current: queries },
      details: {
        queries,
        levels: Array.from({ length: 11 }, (_, i) => means[`v${i}`]),
      },
    };
  },
});
