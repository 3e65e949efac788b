import { type EngineRow, sql, type Verdict } from "../lib/mod.ts";
import { dayText, number } from "./charts/figure.ts";
import { heatMap } from "./charts/heat_map.ts";
import { table } from "./charts/table.ts";
import { columnSections } from "./drift_column.ts";
import { element } from "./element.ts";
import type { Page, PageContext, PageMaker, Section } from "./page.ts";
import { countText, listText } from "./text.ts";

/** Which column changed, when, and how; then one column in depth. */
export const drift: PageMaker = {
  slug: "drift",
  title: "Drift",
  async make(context): Promise<Page> {
    const columns = await columnsOf(context);
    const known = columns.map(({ name }) => name);
    const asked = context.params.column;
    const column = asked !== undefined && known.includes(asked)
      ? asked
      : known[0];
    const planted = await plantedOf(context);
    return {
      slug: "drift",
      title: "Drift",
      lede:
        "Did the world change? Each simulated day is compared with a quiet reference; a cell says what came of one column on one day.",
      sections: [
        heat(context, columns),
        chooser(context, columns, column),
        ...(column === undefined ? [] : await columnSections(context, column)),
        ...(planted.length ? [plantedSection(context)] : []),
      ],
    };
  },
};

interface ColumnVerdicts {
  readonly name: string;
  readonly judged: boolean;
  readonly failed: number;
  readonly warned: number;
}

/** Columns with the most failed days first. */
async function columnsOf(
  { ask, system }: PageContext,
): Promise<readonly ColumnVerdicts[]> {
  const rows = await ask(sql`with verdict as (
      select column_name, window_from, bool_or(verdict = 'fail') as failed, bool_or(verdict = 'warn') as warned
      from result where system = ${system} and column_name is not null group by all),
    summed as (
      select column_name, count(*) filter (failed) as failed, count(*) filter (warned and not failed) as warned
      from verdict group by column_name)
    select d.column_name, failed is not null as judged, coalesce(failed, 0) as failed, coalesce(warned, 0) as warned
    from (select distinct column_name from column_day) d left join summed using (column_name)
    order by judged desc, failed desc, warned desc, d.column_name`);
  return rows.map((row) => ({
    name: String(row.column_name),
    judged: row.judged === true,
    failed: number(row.failed),
    warned: number(row.warned),
  }));
}

function heat(
  { system }: PageContext,
  all: readonly ColumnVerdicts[],
): Section {
  const columns = all.filter(({ judged }) => judged).map(({ name }) => name);
  const cellsOf = (rows: readonly EngineRow[]) =>
    rows.map((row) => ({
      day: new Date(number(row.day)),
      column: String(row.column_name),
      verdict: row.verdict as Verdict,
    }));
  return {
    id: "heat",
    question: "Which column changed, and when?",
    answer: (rows) => {
      const failed = cellsOf(rows).filter(({ verdict }) => verdict === "fail");
      if (rows.length === 0) {
        return { text: "No day is judged yet; the reports are being made." };
      }
      if (failed.length === 0) return { verdict: "pass", text: "None did." };
      const names = columns.filter((name) =>
        failed.some(({ column }) => column === name)
      );
      return {
        verdict: "fail",
        text: `${
          names.length === 1 ? "One column" : `${names.length} columns`
        } failed on at least one day, ${
          listText(names.slice(0, 3))
        } most often.`,
      };
    },
    panel: {
      title: "Verdict by column and day",
      sql: sql`select window_from::date as day, column_name,
          case when bool_or(verdict = 'fail') then 'fail' when bool_or(verdict = 'warn') then 'warn'
            when bool_and(verdict = 'unknown') then 'unknown' else 'pass' end as verdict
        from result where system = ${system} and column_name is not null group by all order by day, column_name`,
      plot: (rows, where) =>
        heatMap(cellsOf(rows), {
          label:
            "Grid: worst verdict of each column on each day; the list below names the columns and their failed days",
          columns,
        }, where),
    },
    read:
      "A row a column, a cell a day; full red failed, smaller amber warned, a small green mark passed. Sharp edges over days are incidents; a slow thickening is the world.",
    act:
      "Take the row with the longest red run and open it below. Rows that turn red together have one cause: start with the rawest of them.",
  };
}

function chooser(
  { system }: PageContext,
  columns: readonly ColumnVerdicts[],
  chosen: string | undefined,
): Section {
  return {
    id: "columns",
    question: "Which column do you want to see in depth?",
    panel: {
      title: "Columns",
      fluid: true,
      sql:
        sql`select count(*) as columns from (select distinct column_name from column_day)`,
      plot: (_, { document }) =>
        element(
          document,
          "ul",
          { class: "chips" },
          ...columns.map(({ name, failed, warned }) =>
            element(
              document,
              "li",
              {},
              element(
                document,
                "a",
                {
                  href: `/systems/${system}/drift?${new URLSearchParams({
                    column: name,
                  })}#column`,
                  "aria-current": name === chosen ? "true" : undefined,
                },
                name,
                failed + warned > 0
                  ? element(
                    document,
                    "span",
                    { class: `count ${failed ? "fail" : "warn"}` },
                    ` ${countText(failed || warned)} ${
                      failed + warned === 1 ? "day" : "days"
                    }`,
                  )
                  : null,
              ),
            )
          ),
        ),
    },
    read:
      "The worst first. The figure beside a name counts its failed days, or warned ones where none failed.",
    act:
      "Choose one; its histogram, its quantiles and its missing values follow.",
  };
}

async function plantedOf(
  { ask, system }: PageContext,
): Promise<readonly EngineRow[]> {
  return await ask(
    sql`select id from incident where system = ${system} limit 1`,
  );
}

function plantedSection({ system }: PageContext): Section {
  return {
    id: "planted",
    question: "What was planted in this demo world?",
    panel: {
      title: "Planted incidents",
      fluid: true,
      sql:
        sql`select i.*, (select count(distinct r.window_from) from result r where r.system = i.system
            and r.column_name = i.column_name and r.verdict = 'fail'
            and r.window_from >= i.from_day and r.window_from < i.to_day) as found,
          date_diff('day', i.from_day, i.to_day) as days
        from incident i where system = ${system} order by from_day`,
      plot: (rows, where) =>
        table(rows, {
          label: "Planted incidents",
          empty: "Nothing was planted.",
          columns: [
            {
              name: "Days",
              cell: (row) =>
                `${dayText(number(row.from_day))} – ${
                  dayText(number(row.to_day) - 86_400_000)
                }`,
            },
            { name: "Column", cell: (row) => String(row.column_name) },
            { name: "What", cell: (row) => String(row.what) },
            {
              name: "Failed days",
              align: "end",
              cell: (row) =>
                `${countText(number(row.found))} of ${
                  countText(number(row.days))
                }`,
            },
          ],
        }, where),
    },
    read:
      "A demo knows its truth. The last column counts on how many of its days the checks failed that very column.",
    act:
      "Compare with the grid above: what was planted must be seen, and what was not must stay calm.",
  };
}
