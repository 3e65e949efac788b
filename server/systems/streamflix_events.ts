import { eventSchema } from "../../lib/mod.ts";
import { FEATURES } from "./streamflix.ts";

/** What Streamflix takes in beside the predictions that it makes itself. */
export const streamflixEvents = eventSchema({
  system: "streamflix",
  models: ["streamflix", "ranker", "popular"],
  features: Object.fromEntries(FEATURES.map((name) => [name, "double"])),
  item: "integer",
  label: "boolean",
  slates: true,
  watermarkHours: 48,
  kinds: {
    outcome: {
      entity: { type: "string", required: true },
      request_id: { type: "string", required: true },
      item: { type: "integer", required: true },
      clicked: { type: "boolean", required: true },
      watched: { type: "boolean" },
      watch_share: { type: "double", min: 0, max: 1 },
      left_early: { type: "boolean" },
      saved: { type: "boolean" },
      searched: { type: "boolean" },
      rating: { type: "integer", min: 1, max: 5 },
    },
  },
});
