import { type Context, Hono } from "hono";
import { describeRoute, resolver } from "hono-openapi";
import { z } from "zod";
import { JsonFault, type Received } from "../../lib/mod.ts";
import type { AppDeps } from "../deps.ts";
import { readText } from "./body.ts";
import { Problem } from "./problem.ts";
import { problemAnswers } from "./shape.ts";

const received = z.object({
  accepted: z.number().describe("New events, safe on disk"),
  duplicate: z.number().describe("Known ids with the same content"),
  quarantined: z.array(z.object({
    index: z.number().describe("0-based place in the body"),
    reason: z.string().describe("Stable: programs decide by it"),
    detail: z.string(),
  })),
});

const event = z.looseObject({
  event_id: z.string(),
  ts: z.string().describe("RFC 3339 with an offset"),
  system: z.string().optional(),
  model: z.string().optional(),
  kind: z.string().optional(),
});

/** Bytes of bodies and of events on their way to the disk, beyond which senders are asked to wait. */
const mostBytes = 33_554_432;
const mostRequests = 512;

/** `POST /v1/events` and `POST /v1/labels`: events into the lake, answered when they are safe on disk. */
export function eventRoutes(deps: AppDeps): Hono {
  const { ingest, metrics } = deps;
  let bytes = 0, requests = 0;

  async function take(
    c: Context,
    kinds: { readonly kind?: string; readonly kinds?: readonly string[] },
  ) {
    const lines = formatOf(c.req.header("content-type"));
    const isFull = (more = 0) =>
      bytes + more + ingest.state().waitingBytes > mostBytes;
    if (requests >= mostRequests || isFull()) throw busy();
    let size = 0;
    requests++;
    try {
      const body = await readText(c.req.raw);
      if (isFull(body.length)) throw busy();
      size = body.length;
      bytes += size;
      const answer = await ingest.receive(body, { lines, ...kinds });
      for (const { reason } of answer.quarantined) metrics.quarantined(reason);
      return c.json(answer satisfies Received);
    } catch (error) {
      if (error instanceof Problem) throw error;
      if (error instanceof JsonFault) {
        throw new Problem(400, error.code, error.message, { cause: error });
      }
      throw new Problem(
        503,
        "log_unavailable",
        "Cannot take the events: they could not be written, send them again",
        { cause: error, retrySeconds: 1 },
      );
    } finally {
      requests--;
      bytes -= size;
    }
  }

  return new Hono()
    .post(
      "/v1/events",
      describeRoute({
        summary: "Events: predictions, exposures, clicks, outcomes, labels",
        description:
          "One object, an array, or NDJSON by Content-Type. Idempotent by event_id; an event that does not fit is kept in quarantine, the others are taken.",
        ...shape(),
      }),
      (c) => take(c, {}),
    )
    .post(
      "/v1/labels",
      describeRoute({
        summary: "Labels and corrections of labels",
        description: "As /v1/events; the kind defaults to label.",
        ...shape(),
      }),
      (c) => take(c, { kind: "label", kinds: ["label", "correction"] }),
    );
}

function shape() {
  return {
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: resolver(z.union([event, z.array(event)])) as never,
        },
        "application/x-ndjson": { schema: resolver(event) as never },
      },
    },
    responses: {
      200: {
        description: "What became of each, after the fsync",
        content: { "application/json": { schema: resolver(received) } },
      },
      ...problemAnswers(400, 403, 413, 415, 429, 503),
    },
  };
}

/** Whether a body has one value a line. JSON unless the type says otherwise; other types are refused. */
function formatOf(type = "application/json"): boolean {
  const essence = type.split(";")[0]!.trim().toLowerCase();
  if (/^application\/((x-)?ndjson|(x-)?jsonl(ines)?)$/.test(essence)) {
    return true;
  }
  if (/^(application\/([\w.-]+\+)?json|text\/(plain|json)|)$/.test(essence)) {
    return false;
  }
  throw new Problem(
    415,
    "unsupported_media_type",
    `Cannot read a body of type "${type}": "application/json" or "application/x-ndjson" is needed`,
  );
}

function busy(): Problem {
  return new Problem(
    429,
    "too_busy",
    "Cannot take more events now: more come in than can be written, send them again in a second",
    { retrySeconds: 1 },
  );
}
