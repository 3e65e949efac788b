import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, expect, test } from "vitest";
import {
  eventSchema,
  type Lake,
  openLakeOn,
  type Storage,
} from "../../lib/lake/mod.ts";
import { openDuckDb } from "../../lib/native/mod.ts";
import { createApp } from "../../server/app.ts";
import { openIngest } from "../../server/cli/open_ingest.ts";
import { forgetfulStorage } from "../lake/forgetful_storage.ts";
import { idsIn, lineEngine } from "../lake/lake_parts.ts";
import { seeded } from "../scoring/world.ts";
import { fakeDeps } from "./fake_deps.ts";

const engine = await openDuckDb();
afterAll(() => engine.close());
const schemas = [eventSchema({ system: "m", features: { a: "double" } })];
let storage: Storage, lake: Lake, app: ReturnType<typeof createApp>;
let broken: string | undefined, hold: Promise<void> | undefined;

beforeEach(async () => {
  broken = hold = undefined;
  storage = forgetfulStorage(seeded(1), Infinity);
  const create = storage.create;
  storage.create = async (path) => {
    const file = await create(path);
    return {
      ...file,
      async sync() {
        await hold;
        if (broken) throw new Error(broken);
        await file.sync();
      },
    };
  };
  lake = await openLakeOn(
    storage,
    lineEngine(storage),
    { schemas },
  );
  app = createApp(
    fakeDeps(engine, { ingest: openIngest(lake, schemas, Date.now) }),
  );
});

const event = (id: string, more = {}) => ({
  event_id: id,
  ts: "2026-01-01T00:00:00Z",
  model: "m",
  features: { a: 1 },
  score: 0.5,
  ...more,
});

async function post(
  body: BodyInit,
  headers: Record<string, string> = { "content-type": "application/json" },
  path = "/v1/events",
) {
  const response = await app.request(`http://localhost${path}`, {
    method: "POST",
    body,
    headers,
  });
  const json = await response.json();
  return { status: response.status, headers: response.headers, json };
}
const get = async (path: string) =>
  await (await app.request(`http://localhost${path}`)).text();

test("an object, an array and NDJSON are taken, plain and compressed", async () => {
  const lines = [event("d"), event("e")].map((one) => JSON.stringify(one));
  const json = { "content-type": "application/json" };
  const ndjson = { "content-type": "application/x-ndjson; charset=utf-8" };
  const sent: [BodyInit, Record<string, string>][] = [
    [JSON.stringify(event("a")), json],
    [JSON.stringify([event("b"), event("c")]), json],
    [lines.join("\n"), ndjson],
    [new Uint8Array(gzipSync(JSON.stringify(event("f")))), {
      ...json,
      "content-encoding": "gzip",
    }],
    [JSON.stringify(event("g")), {}],
  ];
  for (const [body, headers] of sent) {
    const { status, json } = await post(body, headers);
    expect(status, JSON.stringify(json)).toBe(200);
    expect(json.quarantined).toEqual([]);
  }
  expect((await idsIn(storage)).join("")).toBe("abcdefg");
});

test("the answer waits for the sync", async () => {
  let release = () => {};
  hold = new Promise((resolve) => release = resolve);
  let answered = false;
  const answer = post(JSON.stringify(event("a"))).then((one) => {
    answered = true;
    return one;
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(answered).toBe(false);
  release();
  expect((await answer).json.accepted).toBe(1);
});

test("labels go to their own address, and only labels", async () => {
  const label = (more: object) =>
    JSON.stringify({
      event_id: `l${JSON.stringify(more)}`,
      ts: "2026-01-01T00:00:00Z",
      system: "m",
      request_id: "r",
      label: 1,
      ...more,
    });
  const { json } = await post(
    `[${label({})},${label({ kind: "correction" })},${
      label({ kind: "click" })
    }]`,
    undefined,
    "/v1/labels",
  );
  expect(json).toMatchObject({
    accepted: 2,
    quarantined: [{ index: 2, reason: "unknown_kind" }],
  });
});

test("bodies that are refused have a stable code, and nothing of them is stored", async () => {
  const code = async (body: BodyInit, headers?: Record<string, string>) => {
    const { status, json } = await post(body, headers);
    return `${status} ${json.code}`;
  };
  const json = "application/json";
  expect(await code('{"a":1')).toBe("400 bad_json");
  expect(await code('{"a":1,"a":2}')).toBe("400 duplicate_key");
  expect(await code(Uint8Array.of(0xff, 0xfe))).toBe("400 bad_json");
  expect(await code("a=b", { "content-type": "multipart/form-data" })).toBe(
    "415 unsupported_media_type",
  );
  expect(
    await code("x", { "content-type": json, "content-encoding": "br" }),
  ).toBe("415 unsupported_encoding");
  expect(
    await code("no gzip", { "content-type": json, "content-encoding": "gzip" }),
  ).toBe("400 bad_json");
  const bomb = new Uint8Array(gzipSync(new Uint8Array(20_000_000)));
  expect(bomb.length).toBeLessThan(20_000);
  expect(
    await code(bomb, { "content-type": json, "content-encoding": "gzip" }),
  ).toBe("413 body_too_large");
  const space = " ".repeat(1_048_576 - 2);
  expect(await code(`[${space}]`)).toBe("200 undefined");
  expect(await code(`[${space} ]`)).toBe("413 body_too_large");
  expect(await idsIn(storage)).toEqual([]);
});

test(
  "too much at once is answered with 429 and when to come again",
  async () => {
    let release = () => {};
    hold = new Promise((resolve) => release = resolve);
    const big = JSON.stringify(
      Array.from({ length: 900 }, (_, n) => ({ bad: "x".repeat(1000), n })),
    );
    const answers = Promise.all(Array.from({ length: 60 }, () => post(big)));
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const refused = await post(JSON.stringify(event("late")));
    release();
    expect([refused.status, refused.json.code]).toEqual([429, "too_busy"]);
    expect(refused.headers.get("retry-after")).toBe("1");
    const statuses = (await answers).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect((await post(JSON.stringify(event("later")))).status).toBe(200);
  },
  60_000,
);

test("a disk that refuses is said in the answer and on /readyz, and is left behind by itself", async () => {
  broken = "ENOSPC: no space left on device";
  const refused = await post(JSON.stringify(event("a")));
  expect([refused.status, refused.json.code]).toEqual([503, "log_unavailable"]);
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(refused.json.detail).not.toContain("ENOSPC");
  expect(JSON.parse(await get("/readyz"))).toMatchObject({
    ready: false,
    reasons: [
      "log: events cannot be written (ENOSPC: no space left on device)",
    ],
  });
  broken = undefined;
  await lake.probe();
  expect(JSON.parse(await get("/readyz")).ready).toBe(true);
  expect((await post(JSON.stringify(event("a")))).json.accepted).toBe(1);
});

test("/metrics says what became of every event that came in", async () => {
  await post(JSON.stringify([event("a"), event("a"), event("b"), 5, {}]));
  await post(JSON.stringify(event("a", { score: 2 })));
  const text = await get("/metrics");
  const value = (name: string) =>
    [...text.matchAll(new RegExp(`^${name} (\\d+)$`, "gm"))]
      .reduce((sum, [, found]) => sum + Number(found), 0);
  const received = value('sightglass_events_received_total\\{system="\\w+"\\}');
  expect(received).toBe(6);
  const results = ["good", "duplicate", "quarantined"].map((result) =>
    value(`sightglass_events_total\\{system="\\w+",result="${result}"\\}`)
  );
  expect(results).toEqual([2, 1, 3]);
  expect(text).toContain(
    'sightglass_quarantined_events_total{reason="not_an_object"} 1',
  );
});
