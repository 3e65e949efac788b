import { serveHelp } from "./serve_flags.ts";
import type { Verb } from "./usage.ts";

/** `sg serve`: the scoring API and the dashboards. */
export const serve: Verb = {
  help: `sg serve [flags]
Serves the scoring API and the dashboards until it is told to stop.

${serveHelp}

Example: deno task sg serve --port 8000 --log async`,
  run: async (args) =>
    await (await import("../main.ts")).serveUntilStopped(args),
};
