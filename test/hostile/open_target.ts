import { type EventSchema, eventSchema } from "../../lib/lake/mod.ts";
import {
  type DuckDb,
  type Lake,
  openDuckDb,
  openLake,
} from "../../lib/native/mod.ts";
import { createApp } from "../../server/app.ts";
import { listen } from "../../server/cli/listen.ts";
import { openIngest } from "../../server/cli/open_ingest.ts";
import { fakeDeps } from "../server/fake_deps.ts";

/** A fresh server with a lake on disk, that knows the model "m". */
export interface Target {
  readonly address: string;
  readonly root: string;
  readonly lake: Lake;
  readonly engine: DuckDb;
  /** Posts a body; answers the status, the parsed answer and how long it took. */
  post(
    body: BodyInit,
    headers?: Readonly<Record<string, string>>,
    path?: string,
  ): Promise<Answered>;
  /** Whether it still answers. */
  isAlive(): Promise<boolean>;
  close(): Promise<void>;
}

/** An answer. */
export interface Answered {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
  readonly ms: number;
}

/** The schema that the corpus assumes: {a: double, seg: string}, a score in 0..1. */
export const schemas: readonly EventSchema[] = [
  eventSchema({ system: "m", features: { a: "double", seg: "string" } }),
];

/** Opens it on a free port, with short limits for headers and bodies. */
export async function openTarget(): Promise<Target> {
  const root = await Deno.makeTempDir({ prefix: "sightglass-hostile-" });
  const lake = await openLake(root, { schemas });
  const engine = await openDuckDb();
  const ingest = openIngest(lake, schemas, Date.now);
  const server = await listen(createApp(fakeDeps(engine, { ingest })), {
    host: "127.0.0.1",
    port: 0,
    headersMs: 600,
    requestMs: 1200,
  });
  return {
    address: server.address,
    root,
    lake,
    engine,
    async post(body, headers = {}, path = "/v1/events") {
      const began = performance.now();
      const response = await fetch(`${server.address}${path}`, {
        method: "POST",
        body,
        headers: { "content-type": "application/json", ...headers },
      });
      const json = await response.json();
      return { status: response.status, json, ms: performance.now() - began };
    },
    async isAlive() {
      const response = await fetch(`${server.address}/healthz`);
      await response.body?.cancel();
      return response.status === 200;
    },
    async close() {
      await server.close(0);
      await lake.close();
      engine.close();
      await Deno.remove(root, { recursive: true });
    },
  };
}
