import { type EventSchema, receiveEvents } from "../../lib/mod.ts";
import type { Lake } from "../../lib/native/mod.ts";
import type { Ingest } from "../deps.ts";

/**
 * The way into a lake for events that come over HTTP, judged by the systems' schemas.
 *
 * A demo's clock may be behind the real one; an event is ahead of time only when it is ahead of both.
 */
export function openIngest(
  lake: Pick<Lake, "admit" | "counts" | "state">,
  schemas: readonly EventSchema[],
  clock: () => number,
): Ingest {
  return {
    receive: (body, options) =>
      receiveEvents(body, lake, {
        ...options,
        schemas,
        now: Math.max(clock(), Date.now()),
      }),
    counts: lake.counts,
    state: lake.state,
  };
}
