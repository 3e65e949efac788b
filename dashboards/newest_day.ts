import { type EngineRow, sql, type Verdict } from "../lib/mod.ts";
import { dayText, number } from "./charts/figure.ts";
import { tiles } from "./charts/tiles.ts";
import type { PageContext, Section } from "./page.ts";
import { countText, msText, percentText } from "./text.ts";

/** `column_day` without columns that are mostly empty in the reference: those are so by their nature. */
export const filledSql = sql`select * from column_day where column_name not in (
  select column_name from column_day, reference_window where day >= from_day and day < to_day
  group by column_name having sum(nulls) > 0.5 * sum(n))`;

/** The newest day that is over, beside the same weekday a week before, and what happens now. */
export function newestDay({ system, counters, today }: PageContext): Section {
  const base = `/systems/${system}`;
  return {
    id: "now",
    question: "How was the newest day?",
    answer: ([row]) => {
      if (!row) return { text: "No day is there yet." };
      const verdict = row.verdict as Verdict | null;
      const day = dayText(number(row.day));
      if (verdict === null) return { text: `${day} is not judged yet.` };
      return verdict === "fail" || verdict === "warn"
        ? {
          verdict,
          text: `${day} needs a look: ${row.bad} of ${row.judged} checks ${
            verdict === "fail" ? "failed or warned" : "warned"
          }.`,
        }
        : { verdict, text: `${day} passed all ${row.judged} checks.` };
    },
    panel: {
      title: "The newest day",
      fluid: true,
      sql: sql`with day as (
          select day, sum(requests) as requests, sum(clicks) / sum(judged) as click_rate,
            sum(case when fallback is not null then requests else 0 end) / sum(requests) as fallback_share
          from daily group by day),
        missing as (select day, sum(nulls) / sum(n) as null_share from (${filledSql}) group by day),
        newest as (select max(day) as day from day where day < ${today}::date),
        verdicts as (
          select count(*) as judged, count(*) filter (verdict in ('fail', 'warn')) as bad,
            case when bool_or(verdict = 'fail') then 'fail' when bool_or(verdict = 'warn') then 'warn' else 'pass' end as verdict
          from result, newest where system = ${system} and window_from::date = newest.day and severity <> 'info')
        select d.*, w.requests as requests_before, w.click_rate as click_rate_before,
          w.fallback_share as fallback_share_before, m.null_share, mw.null_share as null_share_before,
          case when v.judged > 0 then v.verdict end as verdict, v.judged, v.bad
        from newest n join day d on d.day = n.day left join day w on w.day = n.day - interval 7 day
          left join missing m on m.day = n.day left join missing mw on mw.day = n.day - interval 7 day
          cross join verdicts v`,
      plot: ([row], where) =>
        tiles([
          ...(row ? dayTiles(row, base) : []),
          {
            name: "Now",
            value: `${(counters?.perSecond ?? 0).toFixed(1)} / s`,
            beside: "requests, last 10 s",
            counter: "perSecond",
            href: "#live",
          },
          {
            name: "Latency p99",
            value: msText(counters?.p99 ?? null),
            beside: "last 5 min",
            counter: "p99",
            href: "#live",
          },
        ], where),
    },
    read:
      "Each figure stands beside the same weekday a week before, because weekdays differ.",
    act:
      "Follow a figure that looks wrong to its section below; a failed day opens on the Drift page.",
  };
}

function dayTiles(row: EngineRow, base: string) {
  const week = (value: string) => `${value} last week`;
  return [
    {
      name: "Verdict",
      value: String(row.verdict ?? "not judged"),
      beside: row.verdict === null
        ? "the report is being made"
        : `${row.bad} of ${row.judged} checks`,
      ...(row.verdict === null ? {} : { verdict: row.verdict as Verdict }),
      href: `${base}/drift`,
    },
    {
      name: "Requests",
      value: countText(number(row.requests)),
      beside: week(countText(number(row.requests_before))),
      href: "#traffic",
    },
    {
      name: "Click rate",
      value: percentText(number(row.click_rate), 2),
      beside: week(percentText(number(row.click_rate_before), 2)),
      href: "#click-rate",
    },
    {
      name: "Fallback share",
      value: percentText(number(row.fallback_share), 2),
      beside: week(percentText(number(row.fallback_share_before), 2)),
      href: "#fallback",
    },
    {
      name: "Missing values",
      value: percentText(number(row.null_share), 2),
      beside: week(percentText(number(row.null_share_before), 2)),
      href: "#missing",
    },
  ];
}
