import { type EngineRow, sql } from "../lib/mod.ts";
import { dayText, number } from "./charts/figure.ts";
import { shareLines } from "./charts/share_lines.ts";
import { element } from "./element.ts";
import type { PageContext, Section } from "./page.ts";

/** Why a column is in alarm on a day, which version answered, and in which slices it moved. */
export async function causeSections(
  { ask, system }: PageContext,
  column: string,
  day: Date,
): Promise<readonly Section[]> {
  const slices = await ask(
    sql`select distinct slice from column_slice where column_name = ${column} order by slice`,
  );
  return [
    cause(system, column, day),
    ...slices.map(({ slice }) => bySlice(column, String(slice))),
    versions(),
  ];
}

function cause(system: string, column: string, day: Date): Section {
  return {
    id: "cause",
    question: `Why is ${column} in alarm on ${dayText(day)}?`,
    answer: (rows) =>
      rows.length ? { text: String(rows[0]!.explanation) } : {
        verdict: "pass",
        text: "It is not: no check of this column failed on that day.",
      },
    panel: {
      title: `Cause of the alarm of ${column}`,
      fluid: true,
      sql: sql`select explanation, cause, verdict from (
          select explanation, verdict, unnest(from_json((details::json->'cause'), '["VARCHAR"]')) as cause,
            row_number() over (order by verdict, explanation) as place
          from result where system = ${system} and column_name = ${column} and verdict in ('fail', 'warn')
            and window_from::date = cast(${
        day.toISOString().slice(0, 10)
      } as date) and (details::json->'cause') is not null) order by place`,
      plot: (rows, { document }) =>
        element(
          document,
          "ul",
          { class: "cause" },
          ...sentencesOf(rows).map((text) => element(document, "li", {}, text)),
        ),
    },
    read:
      "Computed from the rows of that day and of the reference: which columns moved together, since when, with which version, where most of it lies.",
    act:
      "Begin with the last sentence. The report of the day has rows from before and after.",
  };
}

function sentencesOf(rows: readonly EngineRow[]): readonly string[] {
  return [...new Set(rows.map(({ cause }) => String(cause)))];
}

function bySlice(column: string, slice: string): Section {
  return {
    id: `by-${slice.replaceAll(/[^A-Za-z0-9_-]/g, "-")}`,
    question: `Did ${column} move everywhere, by ${slice}?`,
    panel: {
      title: `Share of the rows of each ${slice} that moved`,
      sql: sql`select day, value, moved from column_slice
        where column_name = ${column} and slice = ${slice} and moved is not null and n >= 100 order by value, day`,
      plot: (rows, where) =>
        shareLines(
          rows.map((row) => ({
            day: new Date(number(row.day)),
            value: String(row.value),
            share: number(row.moved),
          })),
          {
            label:
              `Lines: share of rows of ${column} that moved, by ${slice} and day`,
            fresh: new Set(),
          },
          where,
        ),
    },
    read:
      `Each ${slice} against itself in the reference: the share of its rows that would have to change their value. Few rows move a little by chance; values with under 100 rows that day are left out.`,
    act:
      `One line alone points at that ${slice}; all together point at what they share, such as a feed or a catalogue.`,
  };
}

function versions(): Section {
  return {
    id: "versions",
    question: "What answered on which day?",
    panel: {
      title: "Requests by model version, and by what stood in for it",
      sql: sql`with named as (
          select day, coalesce('no ranking: ' || fallback, model) as version, sum(requests) as n from daily group by all),
        total as (select day, sum(n) as n from named group by day)
        select t.day, v.version, coalesce(named.n, 0) / t.n as share
        from total t cross join (select distinct version from named) v
        left join named on named.day = t.day and named.version = v.version order by v.version, t.day`,
      plot: (rows, where) =>
        shareLines(
          rows.map((row) => ({
            day: new Date(number(row.day)),
            value: String(row.version),
            share: number(row.share),
          })),
          {
            label: "Lines: share of requests by model version and day",
            fresh: new Set(
              rows.map(({ version }) => String(version)).filter((name) =>
                name.startsWith("no ranking")
              ),
            ),
          },
          where,
        ),
    },
    read:
      'A line a version. A line that steps is a deployment; one named "no ranking" is the stage that failed and what stood in for it.',
    act:
      "A column that moved when a line stepped moved with the deployment: compare the versions before you blame the world.",
  };
}
