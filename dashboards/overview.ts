import { sql, type Verdict } from "../lib/mod.ts";
import { dayBars } from "./charts/day_bars.ts";
import { dayLines } from "./charts/day_lines.ts";
import { dayText, number } from "./charts/figure.ts";
import { table, verdictMark } from "./charts/table.ts";
import { element } from "./element.ts";
import { liveSection } from "./live.ts";
import { filledSql, newestDay } from "./newest_day.ts";
import type { Page, PageContext, PageMaker, Section } from "./page.ts";
import { clickRate, modelsOf } from "./rates.ts";
import { countText, isoDay, percentText, plainText } from "./text.ts";

/** One page that answers: is it healthy? */
export const overview: PageMaker = {
  slug: "overview",
  title: "Overview",
  make: (context) =>
    Promise.resolve<Page>({
      slug: "overview",
      title: "Overview",
      lede:
        "Is it healthy? What is asked, what is clicked, how often the model could not answer, how fast it was, and what the checks say of the newest day.",
      sections: [
        newestDay(context),
        liveSection(context),
        traffic(context),
        clicks(context),
        fallbacks,
        missing(context),
        verdicts(context),
      ],
    }),
};

const traffic = ({ today }: PageContext): Section => ({
  id: "traffic",
  question: "Do as many come as usual?",
  answer: (rows) => {
    const over = rows.filter(({ day }) => isoDay(number(day)) < today);
    const last = over.at(-1), before = over.at(-8);
    if (!last || !before) {
      return { text: "There is less than a week to compare." };
    }
    const change = number(last.requests) / number(before.requests) - 1;
    return {
      text: `${countText(number(last.requests))} requests on ${
        dayText(number(last.day))
      }, ${percentText(Math.abs(change), 0)} ${
        change < 0 ? "fewer" : "more"
      } than a week before.`,
    };
  },
  panel: {
    title: "Requests by day",
    sql:
      sql`select day, sum(requests) as requests from daily group by day order by day`,
    plot: (rows, where) =>
      dayBars(
        rows.map((row) => ({
          day: new Date(number(row.day)),
          count: number(row.requests),
        })),
        { label: "Bars: requests by day", format: countText },
        where,
      ),
  },
  read: "One bar a day. The weekly rhythm is normal: weekends are busy.",
  act:
    "A bar far below the same weekday before means requests are lost on the way here, or people stay away: look at the click rate of the days before.",
});

const clicks = ({ today }: PageContext): Section => ({
  id: "click-rate",
  question: "Do people click what they are shown?",
  answer: (rows) => {
    const newest = number(
      rows.findLast(({ day }) => isoDay(number(day)) < today)?.day,
    );
    const last = rows.filter((row) => number(row.day) === newest);
    if (last.length === 0) return { text: "No day is over yet." };
    return {
      text: `On ${dayText(newest)}: ${
        last.map((row) =>
          `${row.model} ${percentText(clickRate(row).value, 2)}`
        )
          .join(", ")
      }.`,
    };
  },
  panel: {
    title: "Click rate by day and model version",
    sql: sql`select * from ranking_day order by day, model`,
    plot: (rows, where) =>
      dayLines(
        rows.map((row) => {
          const { value, low, high } = clickRate(row);
          return {
            day: new Date(number(row.day)),
            value,
            low: Math.max(0, low),
            high,
            series: String(row.model),
          };
        }),
        {
          label:
            "Lines: share of shown titles that were clicked, by day and model version",
          format: (x) => percentText(x, 0),
          series: modelsOf(rows),
        },
        where,
      ),
  },
  read:
    "A line a model version, with its 95 % band. Versions that answer on the same days can be compared; the small one with the wide band keeps a holdout.",
  act:
    "A step on one line is that model's; a step on all lines at once is the world's: look at Drift for what changed that day.",
});

const fallbacks: Section = {
  id: "fallback",
  question: "Could the model always answer?",
  answer: (rows) => {
    const worst = rows.toSorted((a, b) => number(b.share) - number(a.share))[0];
    return {
      text: worst
        ? `The worst day was ${dayText(number(worst.day))}: ${
          percentText(number(worst.share))
        } of requests got a list that no model ranked.`
        : "No request was made yet.",
    };
  },
  panel: {
    title: "Share of requests answered by a fallback",
    sql:
      sql`select day, sum(case when fallback is not null then requests else 0 end) / sum(requests) as share
      from daily group by day order by day`,
    plot: (rows, where) =>
      dayLines(
        rows.map((row) => ({
          day: new Date(number(row.day)),
          value: number(row.share),
        })),
        {
          label: "Line: share of requests answered by a fallback, by day",
          format: (x) => percentText(x, x < 0.05 ? 1 : 0),
          height: 180,
        },
        where,
      ),
  },
  read:
    "When ranking fails or is late, the batch list answers, then the most popular of the week. A few in a thousand are normal.",
  act:
    "A peak is an outage: the event log names the stage and the fault of each such request.",
};

const missing = ({ system }: PageContext): Section => ({
  id: "missing",
  question: "Are features missing?",
  answer: (rows) => {
    const worst = rows.toSorted((a, b) => number(b.share) - number(a.share))[0];
    return {
      text: worst && number(worst.share) > 0
        ? `At most ${
          percentText(number(worst.worst))
        } in one column: ${worst.column_name} on ${dayText(number(worst.day))}.`
        : "No value is missing.",
    };
  },
  panel: {
    title: "Share of missing values over all columns",
    sql:
      sql`select day, sum(nulls) / sum(n) as share, max(nulls / n) as worst, arg_max(column_name, nulls / n) as column_name
      from (${filledSql}) group by day order by day`,
    plot: (rows, where) =>
      dayLines(
        rows.map((row) => ({
          day: new Date(number(row.day)),
          value: number(row.share),
        })),
        {
          label: "Line: share of missing values over all columns, by day",
          format: (x) => percentText(x, x < 0.05 ? 1 : 0),
          height: 180,
        },
        where,
      ),
  },
  read:
    "All columns together, so one column that is lost shows as a low plateau. Columns that are empty by their nature are left out.",
  act:
    `The Drift page of ${system} names the column and the days; a plateau with sharp edges is a broken feed, not a change of habits.`,
});

const verdicts = ({ system }: PageContext): Section => ({
  id: "verdicts",
  question: "What did the checks find last?",
  panel: {
    title: "Newest verdicts that are not a pass",
    fluid: true,
    sql:
      sql`select window_from, verdict, column_name, check_name, explanation from result
      where system = ${system} and verdict in ('fail', 'warn')
      order by window_from desc, verdict = 'fail' desc, abs(coalesce(effect, value)) desc, check_name limit 8`,
    plot: (rows, where) =>
      table(rows, {
        label: "Newest verdicts",
        empty: "No check failed or warned.",
        columns: [
          {
            name: "Day",
            cell: (row) => dayText(number(row.window_from)),
          },
          {
            name: "Verdict",
            cell: (row, document) =>
              verdictMark(document, row.verdict as Verdict),
          },
          {
            name: "What",
            cell: (row, document) => {
              const column = row.column_name;
              const said = plainText(String(row.explanation));
              if (column === null) return said;
              const query = new URLSearchParams({
                column: String(column),
                day: isoDay(number(row.window_from)),
              });
              return element(
                document,
                "a",
                { href: `/systems/${system}/drift?${query}#column` },
                said,
              );
            },
          },
        ],
      }, where),
  },
  read:
    "Newest day first, failures before warnings, the largest effects first.",
  act:
    "Each line leads to its column on the Drift page; the whole day stands under Reports.",
});
