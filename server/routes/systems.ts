import { Hono } from "hono";
import { describeRoute, resolver } from "hono-openapi";
import { z } from "zod";
import type { AppDeps } from "../deps.ts";

const system = z.object({
  name: z.string(),
  title: z.string(),
  ready: z.boolean(),
  reason: z.string().nullable(),
  model: z.string(),
  stages: z.array(z.string()),
  counters: z.object({
    requests: z.number(),
    perSecond: z.number(),
    fallbackShare: z.number().nullable(),
    p50: z.number().nullable(),
    p95: z.number().nullable(),
    p99: z.number().nullable(),
  }).loose(),
  links: z.object({ score: z.string(), dashboard: z.string() }),
});

/** `GET /v1/systems`: what is scored here, and how it does. */
export function systemRoutes({ systems, hub }: AppDeps): Hono {
  return new Hono().get(
    "/v1/systems",
    describeRoute({
      summary: "What is scored here",
      responses: {
        200: {
          description: "All systems",
          content: {
            "application/json": {
              schema: resolver(z.object({ items: z.array(system) })),
            },
          },
        },
      },
    }),
    (c) =>
      c.json({
        items: [...systems.values()].map(
          ({ name, title, model, stages, unready }) => ({
            name,
            title,
            ready: unready() === undefined,
            reason: unready() ?? null,
            model: model(),
            stages,
            counters: hub.counters(name),
            links: {
              score: `/v1/score/${name}`,
              dashboard: `/systems/${name}/overview`,
            },
          }),
        ),
      }),
  );
}
