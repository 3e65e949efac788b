/** Logs predictions and outcomes as fast as it can, and prints the id of each once it is acknowledged. */
import { openLake } from "../../lib/native/open_lake.ts";
import { outcome, prediction } from "./lake_events.ts";

const [root = "", life = ""] = Deno.args;
const lake = await openLake(root, { segmentBytes: 200_000 });
console.log("ready");
setInterval(() => void lake.seal(), 150);
await Promise.all(
  Array.from({ length: 8 }, (_, lane) => write(`${life}-${lane}`)),
);

async function write(lane: string) {
  for (let n = 0;; n++) {
    const id = `${lane}-${n}`;
    const events = [prediction(id, n), outcome(id, n)];
    await lake.append(events);
    console.log(events.map(({ event_id }) => event_id).join("\n"));
  }
}
