/**
 * Times the way into the lake against a server in its own process on this machine; every answer waits for fdatasync.
 *
 * A steady stream of events of 300 bytes (latency from the moment at which a batch was due), single-event requests as
 * fast as they go, a restart with unsealed log, and sealing beside DuckDB's bare COPY of the same rows.
 * Run: deno task bench ingest [--seconds 60] [--rate 20000] [--log-mb 1000] [--long]
 */
import { Agent, request } from "node:http";
import { parseArgs } from "node:util";
import { openDuckDb, openLake } from "../../lib/native/mod.ts";
import { eventSchema, judgeBody } from "../../lib/lake/mod.ts";
import { type IngestProcess, startIngest } from "../server/start_ingest.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: {
    seconds: { type: "string" },
    rate: { type: "string", default: "20000" },
    "log-mb": { type: "string", default: "1000" },
    long: { type: "boolean" },
  },
});
const seconds = Number(values.seconds ?? (values.long ? 600 : 60));
const rate = Number(values.rate), perBatch = 100;
const folder = await Deno.makeTempDir({ prefix: "sightglass-bench-" });
let made = 0;

function event(): string {
  const n = made++;
  const f = Array.from(
    { length: 5 },
    (_, i) => `"f${i}":${((n * 7919 + i * 104729) % 1_000_003) / 1_000_003}`,
  );
  const text = `{"event_id":"e-${n}","ts":"${
    new Date().toISOString()
  }","model":"m","features":{"a":${n % 97},"seg":"s${
    n % 20
  }",${f.join()}},"score":0.5`;
  return `${text},"entity":"${
    "u".repeat(Math.max(1, 300 - text.length - 13))
  }"}`;
}

try {
  await stream();
  await single();
  await restart();
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function stream() {
  const server = await startIngest(`${folder}/stream`, 15_000);
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const times: number[] = [], memory: [number, number][] = [];
  const everyMs = perBatch / rate * 1000, began = performance.now();
  let due = began, sent = 0, refused = 0;
  const open = new Set<Promise<void>>();
  const watch = setInterval(
    () =>
      memory.push([(performance.now() - began) / 60_000, server.usage().mb]),
    1000,
  );
  const before = server.usage().cpuSeconds;
  while (due < began + seconds * 1000) {
    const at = due;
    due += everyMs;
    const body = `[${Array.from({ length: perBatch }, event).join()}]`;
    const wait = at - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const one: Promise<void> = post(agent, server, body).then((status) => {
      if (status === 200) sent += perBatch;
      else refused++;
      times.push(performance.now() - at);
    }).finally(() => open.delete(one));
    open.add(one);
  }
  await Promise.all(open);
  const wall = (performance.now() - began) / 1000;
  clearInterval(watch);
  const cpu = server.usage().cpuSeconds - before;
  const late = memory.filter(([minute]) =>
    minute >= Math.min(2, seconds / 120)
  );
  console.log(
    `stream: ${
      Math.round(sent / wall)
    } events a second of ${event().length} bytes for ${
      wall.toFixed(0)
    } s, ${refused} requests refused, ${quantiles(times)}, ${
      (cpu / sent * 1e6).toFixed(1)
    } us of server CPU an event, memory ${
      memory.at(-1)![1].toFixed(0)
    } MB, slope ${slope(late).toFixed(1)} MB a minute`,
  );
  await stop(server);
  agent.destroy();
}

async function single() {
  const server = await startIngest(`${folder}/single`);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times: number[] = [],
    end = performance.now() + Math.min(seconds, 20) * 1000;
  const before = server.usage().cpuSeconds, began = performance.now();
  await Promise.all(Array.from({ length: 64 }, async () => {
    while (performance.now() < end) {
      const at = performance.now();
      if (await post(agent, server, event()) !== 200) {
        throw new Error("refused");
      }
      times.push(performance.now() - at);
    }
  }));
  const wall = (performance.now() - began) / 1000;
  const cpu = server.usage().cpuSeconds - before;
  console.log(
    `single-event requests, 64 connections: ${
      Math.round(times.length / wall)
    } a second, ${quantiles(times)}, ${
      (cpu / times.length * 1e6).toFixed(0)
    } us of server CPU a request`,
  );
  await stop(server);
  agent.destroy();
}

async function restart() {
  const root = `${folder}/restart`;
  const schemas = [
    eventSchema({
      system: "m",
      features: Object.fromEntries([
        ["a", "double"],
        ["seg", "string"],
        ...Array.from({ length: 5 }, (_, n) => [`f${n}`, "double"]),
      ]),
    }),
  ];
  const lake = await openLake(root, { schemas });
  const bytes = Number(values["log-mb"]) * 1e6;
  while (lake.state().unsealedBytes < bytes) {
    const body = `[${Array.from({ length: 5000 }, event).join()}]`;
    await lake.admit(
      judgeBody(body, { lines: false, schemas, now: Date.now() }),
    );
  }
  await lake.close();
  const server = await startIngest(root, 1e9);
  console.log(
    `restart with ${
      values["log-mb"]
    } MB of unsealed log: the lake is open after ${
      server.openMs.toFixed(0)
    } ms`,
  );
  server.child.kill("SIGKILL");
  await server.ended;
  const again = await openLake(root, { schemas });
  const began = cpuSeconds(), wall = performance.now();
  await again.seal();
  const ours = cpuSeconds() - began,
    oursWall = (performance.now() - wall) / 1000;
  const rows = again.manifest().lines.flatMap(({ add }) => add)
    .reduce((sum, file) => sum + file.rows, 0);
  await again.close();
  const [bare, bareWall] = await bareCopy(root, rows);
  console.log(
    `sealing ${rows} events: ${ours.toFixed(1)} CPU s, ${
      oursWall.toFixed(1)
    } s; DuckDB's bare COPY of the same lines: ${bare.toFixed(1)} CPU s, ${
      bareWall.toFixed(1)
    } s; ratio ${(bare / ours).toFixed(2)} by CPU, ${
      (bareWall / oursWall).toFixed(2)
    } by time`,
  );
}

/** The same lines as NDJSON, copied into one Parquet file by one thread: no log, no checksums, no order, no columns of features. */
async function bareCopy(root: string, rows: number): Promise<[number, number]> {
  const path = `${root}/bare.ndjson`;
  made -= rows;
  const file = await Deno.open(path, { create: true, write: true });
  const encoder = new TextEncoder();
  for (let n = 0; n < rows; n += 5000) {
    const lines = Array.from({ length: Math.min(5000, rows - n) }, event);
    const bytes = encoder.encode(`${lines.join("\n")}\n`);
    for (let at = 0; at < bytes.length;) {
      at += await file.write(bytes.subarray(at));
    }
  }
  file.close();
  const engine = await openDuckDb({ threads: 1, memoryLimit: "512MB" });
  const began = cpuSeconds(), wall = performance.now();
  await engine.run({
    text:
      `copy (select * from read_json('${path}', format = 'newline_delimited',
      columns = {event_id: 'VARCHAR', ts: 'TIMESTAMP', model: 'VARCHAR', score: 'DOUBLE', entity: 'VARCHAR',
      features: 'STRUCT(a DOUBLE, seg VARCHAR, f0 DOUBLE, f1 DOUBLE, f2 DOUBLE, f3 DOUBLE, f4 DOUBLE)'}))
      to '${root}/bare.parquet' (format parquet, compression zstd)`,
  });
  const cost = cpuSeconds() - began, time = (performance.now() - wall) / 1000;
  engine.close();
  return [cost, time];
}

function post(
  agent: Agent,
  server: IngestProcess,
  body: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${server.address}/v1/events`, {
      method: "POST",
      agent,
      headers: {
        "content-type": "application/json",
        "content-length": new TextEncoder().encode(body).length,
      },
    }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

async function stop(server: IngestProcess) {
  server.child.kill("SIGTERM");
  await server.ended;
}

function quantiles(times: number[]): string {
  times.sort((a, b) => a - b);
  return [0.5, 0.99, 1].map((share) =>
    `${share === 1 ? "max" : `p${share * 100}`} ${
      times[Math.ceil(share * times.length) - 1]!.toFixed(1)
    }`
  ).join(", ") + " ms";
}

/** Least squares: MB a minute. */
function slope(points: readonly (readonly [number, number])[]): number {
  const n = points.length;
  const x = points.reduce((sum, [at]) => sum + at, 0) / n;
  const y = points.reduce((sum, [, mb]) => sum + mb, 0) / n;
  const xy = points.reduce((sum, [at, mb]) => sum + (at - x) * (mb - y), 0);
  const xx = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  return xx === 0 ? 0 : xy / xx;
}

function cpuSeconds(): number {
  const stat = Deno.readTextFileSync("/proc/self/stat");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
