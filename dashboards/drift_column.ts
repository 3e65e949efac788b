import { type EngineRow, type Sql, sql } from "../lib/mod.ts";
import { dayLines } from "./charts/day_lines.ts";
import { dayText, number } from "./charts/figure.ts";
import { histogramPair } from "./charts/histogram_pair.ts";
import { quantileBand } from "./charts/quantile_band.ts";
import { shareLines } from "./charts/share_lines.ts";
import { valuePair } from "./charts/value_pair.ts";
import { causeSections } from "./drift_cause.ts";
import type { PageContext, Section } from "./page.ts";
import { percentText, shortText } from "./text.ts";

/** One column in depth: a day against the reference, then its way over the days. */
export async function columnSections(
  context: PageContext,
  column: string,
): Promise<readonly Section[]> {
  const { ask, system, params } = context;
  const [about] = await ask(sql`select any_value(kind) as kind,
      coalesce((select max(window_from)::date from result where system = ${system} and column_name = ${column} and verdict = 'fail'),
        max(day)) as day, min(day) as first, max(day) as last,
      (select min(window_from)::date from result where system = ${system}) as judged
    from column_day where column_name = ${column}`);
  const asked = Date.parse(params.day ?? "");
  const day = new Date(Number.isFinite(asked) ? asked : number(about?.day));
  const [reference] = await ask(
    sql`select min(from_day) as from_day, max(to_day) as to_day from reference_window where system = ${system}`,
  );
  const window = {
    from: new Date(number(reference?.from_day)),
    to: new Date(number(reference?.to_day)),
  };
  const isNumber = about?.kind === "number";
  const [why, ...apart] = await causeSections(context, column, day);
  return [
    isNumber ? histogram(column, day) : values(column, day),
    ...(why ? [why] : []),
    isNumber ? quantiles(column, window) : shares(column),
    nulls(column),
    ...apart,
  ];
}

const onDay = (day: Date): Sql =>
  sql`day = cast(${day.toISOString().slice(0, 10)} as date)`;

const pairSql = (column: string, day: Date) =>
  sql`with side as (
    select bin, label, low, high, sum(case when day is null then n else 0 end) as reference,
      sum(case when day is not null then n else 0 end) as current
    from column_share where column_name = ${column} and (day is null or ${
    onDay(day)
  }) group by all)
  select bin, label, low, high, reference / nullif(sum(reference) over (), 0) as reference,
    current / nullif(sum(current) over (), 0) as current from side order by bin`;

const read =
  "Grey is the reference, a quiet fortnight; blue is the day. Both are shares, so the sizes of the two do not matter.";

function histogram(column: string, day: Date): Section {
  return {
    id: "column",
    question: `How does ${column} look on ${dayText(day)}?`,
    answer: (rows) => {
      const outside = rows.filter((row) =>
        number(row.bin) < 0 || number(row.bin) > 23
      ).reduce((sum, row) => sum + (number(row.current) || 0), 0);
      return {
        text: rows.every((row) => !(number(row.current) > 0))
          ? "No value is there on that day."
          : outside > 0.02
          ? `${
            percentText(outside)
          } of the day's values lie outside the reference's usual range; about 1 % do in the reference.`
          : "The day's values lie in the reference's usual range.",
      };
    },
    panel: {
      title: `${column}: reference and ${dayText(day)}`,
      sql: pairSql(column, day),
      plot: (rows, where) =>
        histogramPair(
          rows.map((row) => ({
            low: number(row.low),
            high: number(row.high),
            reference: number(row.reference) || 0,
            current: number(row.current) || 0,
          })),
          {
            label: `Histogram of ${column}: reference grey, ${
              dayText(day)
            } blue`,
            format: shortText,
          },
          where,
        ),
    },
    read: `${read} The two outermost bars hold everything beyond.`,
    act:
      "The same shape moved or stretched is a unit or a scale; a new hump is a new population; a hole is a filter.",
  };
}

function values(column: string, day: Date): Section {
  return {
    id: "column",
    question: `How does ${column} look on ${dayText(day)}?`,
    answer: (rows) => {
      const fresh = rows.filter((row) =>
        !(number(row.reference) > 0) && number(row.current) > 0
      );
      const share = fresh.reduce((sum, row) => sum + number(row.current), 0);
      return {
        text: fresh.length
          ? `${
            percentText(share)
          } of the day's rows have a value that the reference never had: ${
            fresh.slice(0, 3).map((row) => `"${row.label}"`).join(", ")
          }.`
          : "Every value of the day was there in the reference.",
      };
    },
    panel: {
      title: `${column}: reference and ${dayText(day)}`,
      sql: pairSql(column, day),
      plot: (rows, where) =>
        valuePair(
          rows.map((row) => ({
            value: String(row.label),
            reference: number(row.reference) || 0,
            current: number(row.current) || 0,
          })),
          {
            label: `Bars: shares of the values of ${column} on ${
              dayText(day)
            }, ticks for the reference`,
          },
          where,
        ),
    },
    read:
      "A bar is the share of the day, the grey tick the share in the reference.",
    act:
      "A new value needs its owner: is it a new device, a typing error, or a feed that was renamed?",
  };
}

function quantiles(
  column: string,
  reference: { readonly from: Date; readonly to: Date },
): Section {
  return {
    id: "days",
    question: `When did ${column} move?`,
    panel: {
      title: `${column} over the days`,
      sql: sql`select day, q05, q25, q50, q75, q95 from column_day
        where column_name = ${column} and q50 is not null order by day`,
      plot: (rows, where) =>
        quantileBand(
          rows.map((row) => ({
            day: new Date(number(row.day)),
            q05: number(row.q05),
            q25: number(row.q25),
            q50: number(row.q50),
            q75: number(row.q75),
            q95: number(row.q95),
          })),
          {
            label:
              `Bands: median, middle half and middle nine tenths of ${column} by day`,
            format: shortText,
            reference,
          },
          where,
        ),
    },
    read:
      "The line is the median, the dark band the middle half of the rows, the light one nine tenths. The shaded days are the reference.",
    act:
      "A jump with an end is an incident and has a time to look up in the change log; a slope is a world that moves.",
  };
}

function shares(column: string): Section {
  return {
    id: "days",
    question: `When did ${column} move?`,
    panel: {
      title: `Values of ${column} over the days`,
      sql: sql`with share as (
          select day, label, n / sum(n) over (partition by day) as share from column_share
          where column_name = ${column} and day is not null),
        known as (select label from column_share where column_name = ${column} and day is null),
        top as (select label, label not in (select label from known) as fresh from share group by label
          order by fresh desc, max(share) desc limit 7)
        select d.day, t.label, t.fresh, coalesce(s.share, 0) as share
        from (select distinct day from share) d cross join top t left join share s on s.day = d.day and s.label = t.label
        order by t.label, d.day`,
      plot: (rows, where) =>
        shareLines(
          rows.map((row) => ({
            day: new Date(number(row.day)),
            value: String(row.label),
            share: number(row.share),
          })),
          {
            label: `Lines: share of each value of ${column} by day`,
            fresh: new Set(freshOf(rows)),
          },
          where,
        ),
    },
    read:
      "A line a value, at most seven. Blue values were never seen in the reference.",
    act:
      "A line that starts from nothing is a new value; lines that swap are a renaming.",
  };
}

function freshOf(rows: readonly EngineRow[]): string[] {
  return rows.filter(({ fresh }) => fresh === true).map(({ label }) =>
    String(label)
  );
}

function nulls(column: string): Section {
  return {
    id: "nulls",
    question: `Is ${column} missing?`,
    answer: (rows) => {
      const worst =
        rows.toSorted((a, b) => number(b.share) - number(a.share))[0];
      return {
        text: worst && number(worst.share) > 0
          ? `Most on ${dayText(number(worst.day))}: ${
            percentText(number(worst.share))
          } of the rows.`
          : "Never.",
      };
    },
    panel: {
      title: `Share of missing values of ${column}`,
      sql:
        sql`select day, nulls / n as share from column_day where column_name = ${column} order by day`,
      plot: (rows, where) =>
        dayLines(
          rows.map((row) => ({
            day: new Date(number(row.day)),
            value: number(row.share),
          })),
          {
            label: `Line: share of missing values of ${column} by day`,
            format: (x) => percentText(x, x < 0.05 ? 1 : 0),
            height: 170,
          },
          where,
        ),
    },
    read: "Null, NaN and infinities count as missing.",
    act: "A plateau with sharp edges is a feed that broke and was mended.",
  };
}
