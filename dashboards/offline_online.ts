import { type EngineRow, sql } from "../lib/mod.ts";
import { dayLines } from "./charts/day_lines.ts";
import { number } from "./charts/figure.ts";
import { valueDots } from "./charts/value_dots.ts";
import type { Page, PageContext, PageMaker, Section } from "./page.ts";
import { around, clickRate, meanNdcg, modelsOf } from "./rates.ts";
import { percentText } from "./text.ts";

/** Does the figure a model was chosen by say what people then did? */
export const offlineOnline: PageMaker = {
  slug: "offline-online",
  title: "Offline and online",
  async make(context): Promise<Page> {
    const events = await deployments(context);
    return {
      slug: "offline-online",
      title: "Offline and online",
      lede:
        "Does the figure a model was chosen by still mean anything? Offline NDCG@20 of each version beside the clicks it got from people.",
      sections: [sideBySide(context), clicks(events), ndcg(events)],
    };
  },
};

type Deployment = { readonly day: Date; readonly label: string };

async function deployments(
  { ask, system }: PageContext,
): Promise<readonly Deployment[]> {
  const rows = await ask(
    sql`select model, from_day from version where system = ${system} order by from_day, model`,
  );
  return rows.slice(1).map((row) => ({
    day: new Date(number(row.from_day)),
    label: String(row.model),
  }));
}

function sideBySide({ system }: PageContext): Section {
  return {
    id: "versions",
    question: "Did the better model offline win online?",
    answer: (rows) => ({ text: compared(rows) }),
    panel: {
      title: "Offline NDCG@20 and online click rate by version",
      sql:
        sql`with since as (select max(from_day) as day from version where system = ${system})
        select 'offline' as facet, model, ndcg, ndcg_error, null as requests, null as exposures, null as clicks,
          null as clicks_squared, null as clicks_shown, null as shown_squared
        from version where system = ${system} and ndcg is not null
        union all
        select 'online', model, null, null, sum(requests), sum(exposures), sum(clicks), sum(clicks_squared),
          sum(clicks_shown), sum(shown_squared)
        from ranking_day where day in (
          select ranking_day.day from ranking_day, since where ranking_day.day >= since.day
          group by ranking_day.day having count(distinct model) = (select count(*) from version where system = ${system}))
        group by model
        order by facet, model`,
      plot: (rows, where) =>
        valueDots(
          rows.map((row) => ({
            name: String(row.model),
            facet: String(row.facet),
            ...estimate(row),
          })),
          {
            label: "Dots with 95 % intervals by model version",
            names: modelsOf(rows),
            facets: [
              {
                name: "offline",
                title: "Offline: NDCG@20 of the week before deployment",
                format: (x) => x.toFixed(3),
              },
              {
                name: "online",
                title: "Online: click rate while all answered",
                format: (x) => percentText(x),
              },
            ],
          },
          where,
        ),
    },
    read:
      "A dot a version with its 95 % interval. Offline: every version orders the same logged slates of the week before the last deployment. Online: the days since then on which all versions answered, each for different people.",
    act:
      "The same order on both sides: go on choosing by this metric. Another order: do not promote on it, find out first whose clicks it leaves out.",
  };
}

/** Says only what the intervals allow: versions are told apart where theirs do not overlap. */
function compared(rows: readonly EngineRow[]): string {
  const side = (facet: string) =>
    new Map(
      rows.filter((row) => row.facet === facet)
        .map((row) => [String(row.model), estimate(row)]),
    );
  const offline = side("offline"), online = side("online");
  const models = [...online.keys()].filter((model) => offline.has(model));
  if (models.length < 2) return "Two versions are needed to compare.";
  const beats = (of: typeof online, a: string, b: string) =>
    of.get(a)!.low > of.get(b)!.high;
  const pairs = models.flatMap((a) =>
    models.filter((b) => beats(online, a, b)).map((b) => [a, b] as const)
  );
  if (pairs.length === 0) return "Online, no version is clearly ahead yet.";
  const wrong = pairs.find(([a, b]) => beats(offline, b, a));
  if (wrong) {
    return `No: offline puts ${wrong[1]} above ${
      wrong[0]
    }, online it is the other way round.`;
  }
  const unseen = pairs.find(([a, b]) => !beats(offline, a, b));
  return unseen
    ? `Only in part: online, ${unseen[0]} is clearly ahead of ${
      unseen[1]
    }; offline the two could not be told apart.`
    : `Yes: wherever online tells versions apart, offline had put them in the same order.`;
}

function estimate(row: EngineRow) {
  return row.facet === "offline"
    ? around(number(row.ndcg), number(row.ndcg_error))
    : clickRate(row);
}

const rankingSql = sql`select * from ranking_day order by day, model`;

function clicks(events: readonly Deployment[]): Section {
  return {
    id: "click-rate",
    question: "How did each version do, day by day?",
    panel: {
      title: "Online click rate by day and version",
      sql: rankingSql,
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
            label: "Lines: click rate by day and model version",
            format: (x) => percentText(x, 0),
            series: modelsOf(rows),
            events,
          },
          where,
        ),
    },
    read:
      "Dashed lines are deployments. Bands are 95 % intervals by request, because the clicks of one slate depend on each other.",
    act:
      "Compare versions only on days they share: weekdays and the world move all of them.",
  };
}

function ndcg(events: readonly Deployment[]): Section {
  return {
    id: "ndcg",
    question: "Does each version still order its own slates well?",
    panel: {
      title: "NDCG@20 of the shown slates by day and version",
      sql: rankingSql,
      plot: (rows, where) =>
        dayLines(
          rows.filter((row) => number(row.ranked) > 30).map((row) => {
            const { value, low, high } = meanNdcg(row);
            return {
              day: new Date(number(row.day)),
              value,
              low,
              high,
              series: String(row.model),
            };
          }),
          {
            label:
              "Lines: NDCG@20 of clicks in the order of scores, by day and model version",
            format: (x) => x.toFixed(2),
            series: modelsOf(rows),
            from: "data",
            events,
          },
          where,
        ),
    },
    read:
      "Clicks of each slate in the order of the model's scores; slates without a click have none, days with under 31 of them are left out. People look at the top first, so this flatters every model.",
    act:
      "A line that falls while clicks hold says that the order no longer matters to people, or that scores went stale.",
  };
}
