import { Hono } from "hono";
import { describeRoute, resolver } from "hono-openapi";
import { z } from "zod";
import type { AppDeps, ServedSystem } from "../deps.ts";
import { readJson } from "./body.ts";
import { Problem } from "./problem.ts";
import { problemAnswers, readShape } from "./shape.ts";

// deno-lint-ignore no-control-regex
const plainText = /^[^\u0000-\u001f\u007f]*$/;
const name = z.string().min(1).max(128).regex(plainText, {
  error: "holds control characters",
});
const scalar = z.union([
  z.string().max(4096),
  z.number(),
  z.boolean(),
  z.null(),
]);

/** What is asked. */
export const scoreRequest = z.strictObject({
  requestId: name.optional(),
  entity: name,
  context: z.object({
    device: name,
    country: name,
    hour: z.int().min(0).max(23).optional(),
  }).catchall(scalar).refine((context) => Object.keys(context).length <= 64, {
    error: "has more than 64 fields",
  }),
});

const scoreResponse = z.object({
  requestId: z.string(),
  items: z.array(
    z.object({ item: z.number(), position: z.number(), score: z.number() }),
  ),
  model: z.string(),
  fallback: z.string().nullable(),
  logged: z.boolean(),
  stages: z.array(z.object({ name: z.string(), ms: z.number() })),
});

/** `POST /v1/score/:system`: asks a system, logs one event, answers. */
export function scoreRoutes(deps: AppDeps): Hono {
  return new Hono().post(
    "/v1/score/:system",
    describeRoute({
      summary: "Ask a system",
      description:
        "One event is logged. With `--log sync` the answer waits until it is safe on disk and says `logged: true`.",
      requestBody: {
        required: true,
        content: { "application/json": { schema: resolver(scoreRequest) } },
      },
      responses: {
        200: {
          description: "What to show",
          content: { "application/json": { schema: resolver(scoreResponse) } },
        },
        ...problemAnswers(400, 403, 404, 413, 415, 503),
      },
    }),
    async (c) => {
      const system = systemOf(deps, c.req.param("system"));
      const { requestId, context, ...request } = readShape(
        scoreRequest,
        await readJson(c.req.raw),
        "the body",
      );
      const { hour, ...rest } = context;
      const began = performance.now();
      const { response, event } = await system.score({
        ...request,
        ...(requestId === undefined ? {} : { requestId }),
        context: { ...rest, ...(hour === undefined ? {} : { hour }) },
      });
      const saved = save(deps, system, () => system.append([event]));
      if ((deps.log ?? "sync") === "sync") await saved;
      else saved.catch(() => {});
      system.observe(event);
      const ms = performance.now() - began;
      deps.hub.scored({
        system: system.name,
        ms,
        fallback: response.fallback !== null,
      });
      deps.metrics.scored(system.name, ms / 1000, response.fallback);
      return c.json({ ...response, logged: (deps.log ?? "sync") === "sync" });
    },
  );
}

function systemOf({ systems }: AppDeps, name: string): ServedSystem {
  const system = systems.get(name);
  if (!system) {
    throw new Problem(
      404,
      "unknown_system",
      `Cannot score "${name}": the system is unknown, known are ${
        [...systems.keys()].map((known) => `"${known}"`).join(", ") || "none"
      }`,
    );
  }
  const reason = system.unready();
  if (reason !== undefined) {
    throw new Problem(503, "not_ready", `Cannot score "${name}": ${reason}`);
  }
  return system;
}

async function save(
  { metrics }: AppDeps,
  { name }: ServedSystem,
  append: () => Promise<void>,
): Promise<void> {
  try {
    await append();
    metrics.logged(name, true);
  } catch (cause) {
    metrics.logged(name, false);
    throw new Problem(
      503,
      "log_unavailable",
      `Cannot answer for "${name}": the event could not be logged, ask again`,
      { cause },
    );
  }
}
