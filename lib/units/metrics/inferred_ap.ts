import { measure, queryFigures, queryReading } from "../../check/mod.ts";
import { ranked, relevant } from "../../profile/mod.ts";
import { finite, sql } from "../../table/mod.ts";

/**
 * Average precision estimated from a judged sample of the pooled items: what MAP would be if all of them had been judged
 * (inferred AP).
 *
 * Formula: mean over queries of 1/R sum over relevant items, at place p, of 1/p + pooled above / p x (relevant above + e) / (relevant
 * above + bad above + 2e), e = 0.00001, R relevant items. Interval: by query. Shape: query, score, label -> one number; a label below
 * 0 says pooled and not judged, none says not pooled. Unit: ratio, 0..1. Edge cases: items of equal score stand at their mean
 * place; an item without score was not retrieved; queries without a relevant item are left out; unknown when no query is left.
 * Source: Yilmaz and Aslam 2006; equals trec_eval's infAP.
 */
export const inferredAp = measure({
  id: "metrics/inferred_ap",
  unit: "ratio",
  better: "higher",
  needs: ["query", "score", "label"],
  kinds: { score: ["number"], label: ["number"] },
  /** `relevantAbove`: an item is relevant when its label is above that, defaults to 0. */
  defaults: { relevantAbove: 0 },
  from({ current }, { query, score, label }, { relevantAbove }) {
    const is = relevant(label, relevantAbove), grade = finite(label);
    const rows = ranked(current, {
      query,
      score,
      gain: is,
      carry: [
        sql`case when ${grade} >= 0 and ${is} = 0 then 1e0 else 0e0 end bad`,
        sql`case when ${grade} is not null then 1e0 else 0e0 end pooled`,
      ],
    });
    // What stands above an item, and half of what stands beside it.
    const above = (name: string) =>
      sql`sum(${{
        text: name,
      }}) over (partition by q order by s desc nulls last range between unbounded preceding and current row) - (sum(${{
        text: name,
      }}) over (partition by q, s) + ${{ text: name }}) / 2`;
    const part =
      sql`(1 + pooled_above * (rel_over + 1e-5) / (rel_over + bad_above + 2e-5)) / (above + (tied + 1) / 2)`;
    return sql`(select coalesce(sum(case when rel > 0 and pos is not null then ${part} end), 0e0) / nullif(max(r), 0e0) v, cast(null as double) b from (select *, ${
      above("rel")
    } rel_over, ${above("bad")} bad_above, ${
      above("pooled")
    } pooled_above from ${rows}) group by q)`;
  },
  query: queryFigures,
  read: queryReading,
});
