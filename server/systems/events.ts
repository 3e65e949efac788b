import type { EventSchema } from "../../lib/mod.ts";
import { streamflixEvents } from "./streamflix_events.ts";

/** What every system takes in: one line a system. */
export const systemEvents: readonly EventSchema[] = [
  streamflixEvents,
];
