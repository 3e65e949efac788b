/** Serves the way into a lake alone, without models: for faults, benches and hostile input. Prints its address. */
import { eventSchema } from "../../lib/lake/mod.ts";
import { openDuckDb, openLake } from "../../lib/native/mod.ts";
import { createApp } from "../../server/app.ts";
import { listen } from "../../server/cli/listen.ts";
import { openIngest } from "../../server/cli/open_ingest.ts";
import { keepLake } from "../../server/jobs/keep_lake.ts";
import { fakeDeps } from "./fake_deps.ts";

const [root = "", sealMs = "60000"] = Deno.args;
const schemas = [
  eventSchema({
    system: "m",
    features: {
      a: "double",
      seg: "string",
      ...Object.fromEntries(
        Array.from({ length: 5 }, (_, n) => [`f${n}`, "double"]),
      ),
    },
  }),
];
const began = performance.now();
const lake = await openLake(root, { schemas, code: "0.0.0" });
const openMs = performance.now() - began;
const engine = await openDuckDb({ threads: 1 });
const ingest = openIngest(lake, schemas, Date.now);
const deps = fakeDeps(engine, { ingest });
const server = await listen(createApp(deps), { host: "127.0.0.1", port: 0 });
const keeper = keepLake({
  lake,
  clock: Date.now,
  everyMs: Number(sealMs),
  sealed: () => {},
  failed: (error) => console.error(String(error)),
});
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.addSignalListener(signal, async () => {
    deps.hub.close();
    await server.close(5000);
    await keeper.stop();
    await lake.close();
    Deno.exit(0);
  });
}
console.log(JSON.stringify({ address: server.address, openMs }));
