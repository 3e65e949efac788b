import { sql, type Verdict } from "../lib/mod.ts";
import { dayText, number } from "./charts/figure.ts";
import { table, verdictMark } from "./charts/table.ts";
import { element } from "./element.ts";
import type { Page, PageContext, PageMaker } from "./page.ts";
import { countText, isoDay, plainText } from "./text.ts";

/** The drift report of each day, to read and to send. */
export const reports: PageMaker = {
  slug: "reports",
  title: "Reports",
  make: (context) =>
    Promise.resolve<Page>({
      slug: "reports",
      title: "Reports",
      lede:
        "The drift report of each simulated day, written on a schedule: one page to read and to send, and the same as JSON.",
      sections: [list(context)],
    }),
};

function list({ system }: PageContext): Page["sections"][number] {
  return {
    id: "reports",
    question: "What did each day's report say?",
    answer: (rows) => ({
      text: rows.length === 0
        ? "No report is there yet; they are being made in the background."
        : `${countText(rows.length)} reports, ${
          countText(rows.filter(({ verdict }) => verdict === "fail").length)
        } of them with a failed check.`,
    }),
    panel: {
      title: "Drift reports",
      fluid: true,
      sql:
        sql`select window_from, count(*) filter (severity <> 'info') as checks,
          count(*) filter (verdict = 'fail') as failed, count(*) filter (verdict = 'warn') as warned,
          case when bool_or(verdict = 'fail') then 'fail' when bool_or(verdict = 'warn') then 'warn' else 'pass' end as verdict,
          max(n_current) as rows,
          arg_max(explanation, (verdict = 'fail', abs(coalesce(effect, value)))) filter (verdict in ('fail', 'warn')
            and column_name is not null) as worst
        from result where system = ${system} group by window_from order by window_from desc`,
      plot: (rows, where) =>
        table(rows, {
          label: "Drift reports by day",
          empty: "No report yet.",
          columns: [
            {
              name: "Day",
              cell: (row, document) => {
                const day = isoDay(number(row.window_from));
                return element(
                  document,
                  "a",
                  { href: `/systems/${system}/reports/${day}.html` },
                  dayText(number(row.window_from)),
                );
              },
            },
            {
              name: "Verdict",
              cell: (row, document) =>
                verdictMark(document, row.verdict as Verdict),
            },
            {
              name: "Failed",
              align: "end",
              cell: (row) =>
                `${countText(number(row.failed))} of ${
                  countText(number(row.checks))
                }`,
            },
            {
              name: "Largest change",
              cell: (row) =>
                row.worst === null ? "none" : plainText(String(row.worst)),
            },
            {
              name: "Rows",
              align: "end",
              cell: (row) => countText(number(row.rows)),
            },
            {
              name: "JSON",
              cell: (row, document) => {
                const day = isoDay(number(row.window_from));
                return element(
                  document,
                  "a",
                  {
                    href: `/systems/${system}/reports/${day}.json`,
                    "aria-label": `JSON of ${day}`,
                  },
                  "JSON",
                );
              },
            },
          ],
        }, where),
    },
    read:
      "Newest first. Failed counts the checks that failed of all that judge.",
    act:
      `The same report from the command line: deno task sg monitor run ${system} --from DAY --to DAY.`,
  };
}
