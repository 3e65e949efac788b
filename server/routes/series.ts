import { Hono } from "hono";
import { describeRoute, resolver, validator } from "hono-openapi";
import { z } from "zod";
import { type Sql, sql } from "../../lib/mod.ts";
import type { AppDeps } from "../deps.ts";
import { badQuery, instant } from "./results.ts";
import { problemAnswers } from "./shape.ts";

const names = [
  "requests",
  "click_rate",
  "fallback_share",
  "exploration_share",
  "null_share",
  "check",
] as const;

const time = z.iso.datetime({ offset: true }).or(z.iso.date());

const filters = z.object({
  name: z.enum(names),
  system: z.string().max(128),
  check: z.string().max(512).optional().describe(
    "With name=check: the stable name of a check",
  ),
  column: z.string().max(512).optional().describe(
    "With name=null_share: one column",
  ),
  from: time.optional(),
  to: time.optional(),
});

const series = z.object({
  name: z.string(),
  system: z.string(),
  points: z.array(z.object({
    day: z.string(),
    series: z.string().nullable(),
    value: z.number().nullable(),
    n: z.number().nullable(),
  })),
});

/** `GET /v1/series`: one figure by day, as charts need it. */
export function seriesRoutes({ board }: AppDeps): Hono {
  return new Hono().get(
    "/v1/series",
    describeRoute({
      summary: "One figure by day",
      responses: {
        200: {
          description: "Points in the order of their days",
          content: { "application/json": { schema: resolver(series) } },
        },
        ...problemAnswers(400, 503),
      },
    }),
    validator("query", filters, (found) => {
      if (!found.success) throw badQuery(found.error);
    }),
    async (c) => {
      const asked = c.req.valid("query");
      const { name, system, from, to } = asked;
      const bounds = sql`${
        from === undefined ? sql`true` : sql`day >= ${instant(from)}`
      } and ${to === undefined ? sql`true` : sql`day < ${instant(to)}`}`;
      const rows = await board.ask(
        sql`select epoch_ms(day::timestamp) as day, series, value, n from (${
          source(asked)
        }) where ${bounds} order by day, series`,
      );
      return c.json({
        name,
        system,
        points: rows.map((row) => ({
          day: new Date(Number(row.day)).toISOString().slice(0, 10),
          series: row.series,
          value: row.value,
          n: row.n,
        })),
      });
    },
  );
}

function source(
  { name, system, check = "", column }: z.infer<typeof filters>,
): Sql {
  switch (name) {
    case "requests":
      return sql`select day, null as series, sum(requests) as value, sum(requests) as n from daily group by day`;
    case "click_rate":
      return sql`select day, model as series, sum(clicks) / nullif(sum(judged), 0) as value, sum(judged) as n
        from daily group by day, model`;
    case "fallback_share":
      return sql`select day, null as series,
        sum(case when fallback is not null then requests else 0 end) / sum(requests) as value, sum(requests) as n
        from daily group by day`;
    case "exploration_share":
      return sql`select day, null as series, sum(explored) / sum(exposures) as value, sum(exposures) as n
        from daily group by day`;
    case "null_share":
      return sql`select day, column_name as series, nulls / nullif(n, 0) as value, n from column_day
        where ${
        column === undefined ? sql`true` : sql`column_name = ${column}`
      }`;
    case "check":
      return sql`select window_from as day, null as series, value, n_current as n from result
        where system = ${system} and check_name = ${check}`;
  }
}
