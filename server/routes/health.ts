import { Hono } from "hono";
import { describeRoute, resolver } from "hono-openapi";
import { z } from "zod";
import type { AppDeps } from "../deps.ts";

const readiness = z.object({
  ready: z.boolean(),
  reasons: z.array(z.string()),
  notes: z.array(z.string()).describe(
    "What was found and should be known; it does not keep it from answering",
  ),
  work: z.object({ what: z.string(), share: z.number() }).nullable(),
});

/** `/healthz` (it runs), `/readyz` (it can answer, else why not), `/metrics`, and `/v1/live`. */
export function healthRoutes(
  { version, systems, board, metrics, hub, ingest }: AppDeps,
): Hono {
  return new Hono()
    .get(
      "/healthz",
      describeRoute({
        summary: "Whether the server runs",
        responses: { 200: { description: "It does" } },
      }),
      (c) => c.json({ status: "ok", version }),
    )
    .get(
      "/readyz",
      describeRoute({
        summary: "Whether it can answer, and what is missing",
        responses: Object.fromEntries([200, 503].map((status) => [status, {
          description: status === 200 ? "Ready" : "Not yet, with reasons",
          content: { "application/json": { schema: resolver(readiness) } },
        }])),
      }),
      (c) => {
        const { fault, notes } = ingest.state();
        const reasons = [
          ...[...systems.values()].flatMap(({ name, unready }) => {
            const reason = unready();
            return reason === undefined ? [] : [`${name}: ${reason}`];
          }),
          ...(fault === undefined
            ? []
            : [`log: events cannot be written (${fault})`]),
          ...(board.isReady() ? [] : ["dashboards: the tables are being made"]),
        ];
        const ready = reasons.length === 0;
        return c.json(
          { ready, reasons, notes, work: board.work() ?? null },
          ready ? 200 : 503,
        );
      },
    )
    .get(
      "/metrics",
      describeRoute({
        summary: "Counters for Prometheus",
        responses: { 200: { description: "Text exposition format" } },
      }),
      async (c) => {
        metrics.listeners(hub.listeners);
        metrics.taken(ingest.counts());
        const { body, type } = await metrics.text();
        return c.body(body, 200, { "content-type": type });
      },
    )
    .get(
      "/v1/live",
      describeRoute({
        summary: "Server-sent events: counters, results, alert, board",
        responses: { 200: { description: "text/event-stream" } },
      }),
      (c) =>
        c.body(hub.listen(), 200, {
          "content-type": "text/event-stream; charset=utf-8",
          "cache-control": "no-store",
          "x-accel-buffering": "no",
        }),
    );
}
