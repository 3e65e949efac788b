import { measure, queryFigures, queryReading } from "../../check/mod.ts";
import { ranked, relevant } from "../../profile/mod.ts";
import { sql } from "../../table/mod.ts";

/**
 * How seldom items judged bad stand above items judged good; items that nobody judged do not count.
 *
 * Formula: mean over queries of 1/R sum over relevant items of 1 - min(bad items above, R) / min(R, bad items), R relevant items. Interval: by query. Shape: query, score, label -> one number. Unit: ratio, 0..1. Edge
 * cases: bad items of equal score do not count as above; an item without score was not retrieved; one without label was not judged;
 * queries without a relevant item are left out; unknown when no query is left. Source: Buckley and Voorhees 2004; equals trec_eval's bpref.
 */
export const bpref = measure({
  id: "metrics/bpref",
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
      carry: [
        sql`case when ${label} is not null and ${
          relevant(label, relevantAbove)
        } = 0 then 1e0 end bad`,
      ],
    });
    return sql`(select coalesce(sum(case when rel > 0 and pos is not null then 1 - case when bad_above > 0 then least(bad_above, r) / nullif(least(r, bad_all), 0e0) else 0e0 end end), 0e0) / nullif(max(r), 0e0) v, cast(null as double) b from (select *, coalesce(sum(bad) over (partition by q order by s desc nulls last range between unbounded preceding and current row), 0e0) - coalesce(sum(bad) over (partition by q, s), 0e0) bad_above, coalesce(sum(bad) over (partition by q), 0e0) bad_all from ${rows}) group by q)`;
  },
  query: queryFigures,
  read: queryReading,
});
