import { type EngineRow, sql } from "../lib/mod.ts";
import { dayLines } from "./charts/day_lines.ts";
import { number } from "./charts/figure.ts";
import { lorenzCurve } from "./charts/lorenz_curve.ts";
import type { Page, PageMaker, Section } from "./page.ts";
import { percentText } from "./text.ts";

/** Is the model feeding on itself? */
export const feedback: PageMaker = {
  slug: "feedback",
  title: "Feedback",
  make: () =>
    Promise.resolve<Page>({
      slug: "feedback",
      title: "Feedback",
      lede:
        "Is the model feeding on itself? What is shown gets the clicks that decide what is shown next; these figures tell how narrow that circle has become.",
      sections: [concentration, topShare, lorenz, exploration, coverage, fresh],
    }),
};

// Gini over all titles of the catalogue, those never shown included: 2 sum(rank x) / (n sum(x)) - (n + 1) / n.
const giniSql = sql`with ranked as (
    select day, exposures, row_number() over (partition by day order by exposures) as place,
      row_number() over (partition by day order by exposures desc) as top,
      count(*) over (partition by day) as shown
    from item_day)
  select r.day, any_value(shown) / any_value(titles) as coverage,
    2 * sum((place + titles - shown) * exposures) / (any_value(titles) * sum(exposures)) -
      (any_value(titles) + 1) / any_value(titles) as gini,
    sum(case when top <= greatest(1, round(titles / 100)) then exposures end) / sum(exposures) as top_share
  from ranked r join catalogue_day c on c.day = r.day group by r.day order by r.day`;

function lineSection(
  section: Omit<Section, "panel">,
  title: string,
  field: "gini" | "top_share" | "coverage",
  format: (x: number) => string,
): Section {
  return {
    ...section,
    panel: {
      title,
      sql: giniSql,
      plot: (rows, where) =>
        dayLines(
          rows.map((row) => ({
            day: new Date(number(row.day)),
            value: number(row[field]),
          })),
          { label: `Line: ${title.toLowerCase()}, by day`, format },
          where,
        ),
    },
  };
}

const weekMeans = (rows: readonly EngineRow[], field: string) => {
  const mean = (part: readonly EngineRow[]) =>
    part.reduce((sum, row) => sum + number(row[field]), 0) / part.length;
  return [mean(rows.slice(0, 7)), mean(rows.slice(-7))] as const;
};

const concentration = lineSection(
  {
    id: "gini",
    question: "How unequal is exposure?",
    answer: (rows) => {
      if (rows.length < 14) return { text: "Two weeks are needed to compare." };
      const [first, last] = weekMeans(rows, "gini");
      return {
        text: `Gini ${first.toFixed(2)} in the first week, ${
          last.toFixed(2)
        } in the last.`,
      };
    },
    read:
      "0 shows every title alike, 1 shows one title to all. Titles that nobody saw count.",
    act:
      "A slow climb without a deployment is the loop itself: raise exploration, or rank by a rate that is corrected for exposure.",
  },
  "Gini of exposure over titles",
  "gini",
  (x) => x.toFixed(1),
);

const topShare = lineSection(
  {
    id: "top",
    question: "How much do the most shown 1 % get?",
    answer: (rows) => {
      if (rows.length < 14) return { text: "Two weeks are needed to compare." };
      const [first, last] = weekMeans(rows, "top_share");
      return {
        text: `${percentText(first)} of all exposures in the first week, ${
          percentText(last)
        } in the last.`,
      };
    },
    read: "About ten titles of a thousand. Equal shares would give them 1 %.",
    act:
      "Look up which titles they are on the Explore page, and whether people watch them to the end.",
  },
  "Exposure share of the top 1 % of titles",
  "top_share",
  (x) => percentText(x, 0),
);

const coverage = lineSection(
  {
    id: "coverage",
    question: "How much of the catalogue is seen at all?",
    answer: (rows) => {
      const last = rows.at(-1);
      return {
        text: last
          ? `${
            percentText(number(last.coverage), 0)
          } of the titles were shown to somebody on the newest day.`
          : "Nothing was shown yet.",
      };
    },
    read:
      "Titles shown at least once on the day, of all that were released by then.",
    act:
      "What is never shown can never be learned: a falling line needs more exploration or better candidates.",
  },
  "Catalogue coverage",
  "coverage",
  (x) => percentText(x, 0),
);

const lorenz: Section = {
  id: "lorenz",
  question: "Who gets the exposure?",
  answer: (rows) => {
    const half = (series: string) =>
      rows.findLast((row) =>
        row.series === series && number(row.titles) <= 0.5
      );
    const first = half("first week"), last = half("last week");
    return {
      text: first && last
        ? `The less shown half of the titles got ${
          percentText(number(first.exposure))
        } of the exposure in the first week, ${
          percentText(number(last.exposure))
        } in the last.`
        : "Two weeks are needed to compare.",
    };
  },
  panel: {
    title: "Lorenz curve of exposure over titles",
    sql:
      sql`with span as (select min(day) as first, max(day) as last from item_day),
      week as (
        select case when day < first + interval 7 day then 'first week' else 'last week' end as series, item,
          sum(exposures) as exposures
        from item_day, span where day < first + interval 7 day or day > last - interval 7 day group by all),
      total as (
        select case when day < first + interval 7 day then 'first week' else 'last week' end as series, max(titles) as titles
        from catalogue_day, span where day < first + interval 7 day or day > last - interval 7 day group by all),
      ranked as (
        select series, row_number() over (partition by series order by exposures, item) as place,
          sum(exposures) over (partition by series order by exposures, item) as below,
          sum(exposures) over (partition by series) as all_exposures, count(*) over (partition by series) as shown
        from week),
      point as (
        select r.series, (place + titles - shown) / titles as titles, below / all_exposures as exposure,
          place % greatest(1, shown // 80) = 0 or place = shown as kept
        from ranked r join total t on t.series = r.series)
      select series, titles, exposure from point where kept
      union all select series, 0, 0 from total
      union all select t.series, (titles - any_value(shown)) / titles, 0 from total t join ranked r on r.series = t.series
        group by t.series, titles
      order by series, titles`,
    plot: (rows, where) =>
      lorenzCurve(
        rows.map((row) => ({
          titles: number(row.titles),
          exposure: number(row.exposure),
          series: String(row.series),
        })),
        {
          label: "Lorenz curves of exposure over titles, first and last week",
          series: ["first week", "last week"],
        },
        { ...where, width: Math.min(where.width, 520) },
      ),
  },
  read:
    "Titles from the least to the most shown, and the share of exposure they get together. The farther a curve hangs below the diagonal, the fewer titles get everything.",
  act:
    "The last week below the first: the circle narrows. Above: a deployment or exploration opened it.",
};

const exploration: Section = {
  id: "exploration",
  question: "Is enough explored to learn from?",
  answer: (rows) => {
    const shown = sum(rows, "exposures"), explored = sum(rows, "explored");
    return {
      text: shown
        ? `${
          percentText(explored / shown, 2)
        } of all slots were drawn at random; 5 % are wanted.`
        : "Nothing was shown yet.",
    };
  },
  panel: {
    title: "Exploration share",
    sql:
      sql`select day, sum(explored) as explored, sum(exposures) as exposures from daily group by day order by day`,
    plot: (rows, where) =>
      dayLines(
        rows.map((row) => {
          const n = number(row.exposures), value = number(row.explored) / n;
          const error = 1.96 * Math.sqrt(value * (1 - value) / n);
          return {
            day: new Date(number(row.day)),
            value,
            low: value - error,
            high: value + error,
          };
        }),
        {
          label:
            "Line: share of shown titles drawn at random, by day, with the target of 5 %",
          format: (x) => percentText(x, 1),
          target: { value: 0.05, label: "wanted: 5 %" },
          height: 190,
        },
        where,
      ),
  },
  read:
    "Slots filled by a uniform draw with a logged probability, with a 95 % band. Only they tell what people would have clicked had the model not chosen.",
  act:
    "Below the target, later audits and off-policy estimates lose their ground: look for a rule that overwrites explored slots.",
};

const fresh: Section = {
  id: "new-titles",
  question: "Do new titles get a chance?",
  answer: (rows) => {
    const last = rows.slice(-7);
    return {
      text: last.length
        ? `${
          percentText(sum(last, "new_exposures") / sum(last, "exposures"))
        } of the last week's exposure went to titles of the last fortnight; the rules ask for 10 %.`
        : "Nothing was shown yet.",
    };
  },
  panel: {
    title: "New titles' share of exposure",
    sql:
      sql`select day, sum(new_exposures) as new_exposures, sum(exposures) as exposures
      from item_day group by day order by day`,
    plot: (rows, where) =>
      dayLines(
        rows.map((row) => ({
          day: new Date(number(row.day)),
          value: number(row.new_exposures) / number(row.exposures),
        })),
        {
          label:
            "Line: share of exposure of titles younger than 14 days, by day",
          format: (x) => percentText(x, 0),
          target: { value: 0.1, label: "rule: 10 %" },
          height: 190,
        },
        where,
      ),
  },
  read: "Titles are new for 14 days after their release.",
  act:
    "Under the rule's share although titles are released: candidates miss them, check the fresh source.",
};

function sum(rows: readonly EngineRow[], field: string): number {
  return rows.reduce((total, row) => total + number(row[field]), 0);
}
