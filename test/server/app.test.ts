import { afterAll, beforeAll, expect, test } from "vitest";
import type { DuckDb } from "../../lib/native/mod.ts";
import { createApp } from "../../server/app.ts";
import { smallBoard } from "../dashboards/small_board.ts";
import { fakeDeps, fakeSystem } from "./fake_deps.ts";

let engine: DuckDb;
beforeAll(async () => void (engine = await smallBoard()));
afterAll(() => engine.close());

const asked = { entity: "u1", context: { device: "tv", country: "DE" } };
const post = (
  body: BodyInit,
  headers: Record<string, string> = {},
): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body,
});
const score = "/v1/score/streamflix";

test("score answers what to show and says that its one event is logged", async () => {
  const system = fakeSystem(), app = createApp(fakeDeps(engine, { system }));
  const answer = await app.request(
    score,
    post(JSON.stringify({ requestId: "r1", ...asked })),
  );
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    requestId: "r1",
    items: [{ item: 7, position: 0, score: 0.5 }],
    model: "ranker@2",
    fallback: null,
    logged: true,
    stages: [{ name: "rank", ms: 1 }],
  });
  expect(system.events.map(({ request_id }) => request_id)).toEqual(["r1"]);
});

test("score waits until the event is safe, and with --log async does not", async () => {
  const order: string[] = [];
  const append = () =>
    new Promise<void>((resolve) =>
      setTimeout(() => {
        order.push("safe");
        resolve();
      }, 20)
    );
  for (const log of ["sync", "async"] as const) {
    const system = fakeSystem({ append });
    const app = createApp(fakeDeps(engine, { system, log }));
    const answer = await app.request(score, post(JSON.stringify(asked)));
    order.push(`answered ${(await answer.json()).logged}`);
  }
  expect(order).toEqual(["safe", "answered true", "answered false"]);
  await new Promise((resolve) => setTimeout(resolve, 30));
});

test("score answers 503 when the event cannot be logged", async () => {
  const system = fakeSystem({
    append: () => Promise.reject(new Error("disk is full at /secret/path")),
  });
  const faults: unknown[] = [];
  const app = createApp(
    fakeDeps(engine, { system, onFault: (fault) => faults.push(fault) }),
  );
  const answer = await app.request(score, post(JSON.stringify(asked)));
  expect(answer.status).toBe(503);
  const text = await answer.text();
  expect(JSON.parse(text).code).toBe("log_unavailable");
  expect(text).not.toContain("secret");
  expect(faults.length).toBe(1);
});

test.each([
  ["{", 400, "bad_json"],
  ["", 400, "bad_json"],
  [new Uint8Array([0x22, 0xff, 0x22]), 400, "bad_json"],
  ["[]", 400, "bad_request"],
  [JSON.stringify({ entity: "u1" }), 400, "bad_request"],
  [JSON.stringify({ ...asked, entity: "" }), 400, "bad_request"],
  [JSON.stringify({ ...asked, entity: "a\u0000b" }), 400, "bad_request"],
  [JSON.stringify({ ...asked, more: 1 }), 400, "bad_request"],
  [
    JSON.stringify({ ...asked, context: { ...asked.context, hour: 24 } }),
    400,
    "bad_request",
  ],
  [
    JSON.stringify({ ...asked, context: { ...asked.context, deep: {} } }),
    400,
    "bad_request",
  ],
  [`"${"x".repeat(1_048_576)}"`, 413, "body_too_large"],
])(
  "score refuses %.40s with %i %s, as problem+json",
  async (body, status, code) => {
    const system = fakeSystem(), app = createApp(fakeDeps(engine, { system }));
    const answer = await app.request(score, post(body));
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      status,
      "application/problem+json",
    ]);
    const problem = await answer.json();
    expect(problem).toMatchObject({ status, code });
    expect(Object.keys(problem)).toEqual([
      "type",
      "title",
      "status",
      "code",
      "detail",
    ]);
    expect(system.events).toEqual([]);
    const text = await (await app.request("/metrics")).text();
    expect(text).toContain(
      `sightglass_refused_requests_total{code="${code}"} 1`,
    );
  },
);

test("score names the first wrong field", async () => {
  const app = createApp(fakeDeps(engine));
  const answer = await app.request(
    score,
    post(JSON.stringify({ ...asked, context: { device: 1, country: "DE" } })),
  );
  expect((await answer.json()).detail).toBe(
    'Cannot read "context.device" in the body: invalid input: expected string, received number',
  );
});

test("a gzip body is read, and refused when it is large once unpacked", async () => {
  const app = createApp(fakeDeps(engine));
  const packed = async (text: string) =>
    await new Response(
      new Blob([text]).stream().pipeThrough(new CompressionStream("gzip")),
    ).arrayBuffer();
  const gzip = { "content-encoding": "gzip" };
  const small = await app.request(
    score,
    post(await packed(JSON.stringify(asked)), gzip),
  );
  expect(small.status).toBe(200);
  const bomb = await app.request(
    score,
    post(await packed(`"${" ".repeat(20_000_000)}"`), gzip),
  );
  expect(bomb.status).toBe(413);
  const damaged = await app.request(score, post("not gzip", gzip));
  expect(damaged.status).toBe(400);
  const other = await app.request(
    score,
    post("x", { "content-encoding": "br" }),
  );
  expect(other.status).toBe(415);
});

test("another content type, an unknown system and an unknown address have their codes", async () => {
  const app = createApp(fakeDeps(engine));
  const code = async (path: string, init?: RequestInit) =>
    (await (await app.request(path, init)).json()).code;
  const text = post(JSON.stringify(asked), { "content-type": "text/plain" });
  expect(await code(score, text)).toBe("unsupported_media_type");
  expect(await code("/v1/score/fraud", post("{}"))).toBe("unknown_system");
  expect(await code("/nothing")).toBe("not_found");
  expect(await code("/systems/streamflix/nothing")).toBe("not_found");
  expect(await code("/systems/fraud/overview")).toBe("not_found");
  expect(await code("/assets/..%2fmain.ts")).toBe("not_found");
  expect(await code("/systems/streamflix/reports/..%2f..%2fdeno.json")).toBe(
    "not_found",
  );
});

test("a foreign host name and a write from a foreign page are refused, an IP address is served", async () => {
  const app = createApp(fakeDeps(engine, { hosts: ["films.example"] }));
  const status = async (url: string, init?: RequestInit) =>
    (await app.request(url, init)).status;
  expect(await status("http://evil.example/healthz")).toBe(403);
  expect(await status("http://127.0.0.1.evil.example/healthz")).toBe(403);
  expect(await status("http://films.example/healthz")).toBe(200);
  expect(await status("http://192.168.0.7:8000/healthz")).toBe(200);
  expect(await status("http://[::1]:8000/healthz")).toBe(200);
  const body = JSON.stringify(asked);
  const from = (origin: string) => post(body, { origin });
  expect(await status(score, from("http://evil.example"))).toBe(403);
  expect(await status(score, from("http://localhost:9999"))).toBe(403);
  expect(await status(score, from("null"))).toBe(403);
  expect(await status(score, from("http://localhost"))).toBe(200);
  expect(await status(score, post(body, { "sec-fetch-site": "cross-site" })))
    .toBe(403);
});

test("every answer carries the policy and the headers that keep a browser in bounds", async () => {
  const app = createApp(fakeDeps(engine));
  const paths = ["/healthz", "/nothing", "/assets/style.css", "/v1/systems"];
  for (const path of [...paths, "/systems/streamflix/overview"]) {
    const { headers } = await app.request(path);
    expect(headers.get("content-security-policy")).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    );
    expect(headers.get("content-security-policy")).not.toMatch(/unsafe|http/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("access-control-allow-origin")).toBeNull();
  }
  const explore = await app.request("/systems/streamflix/explore");
  expect(explore.headers.get("content-security-policy")).toContain(
    "script-src 'self' 'wasm-unsafe-eval';",
  );
  const report = await app.request(
    "/systems/streamflix/reports/2026-01-19.html",
  );
  expect(report.headers.get("content-security-policy")).toContain("sandbox");
});

test("/v1/results filters, and pages through all rows once", async () => {
  const app = createApp(fakeDeps(engine));
  const get = async (query: string) =>
    await (await app.request(`/v1/results?${query}`)).json();
  const failed = await get("verdict=fail&column=device");
  expect(failed.items.length).toBe(1);
  expect(failed.items[0]).toMatchObject({
    check: "validation/unseen_category(column=device)",
    columns: { column: "device" },
    window: {
      from: "2026-01-19T00:00:00.000Z",
      to: "2026-01-20T00:00:00.000Z",
    },
    interval: [0.01, 0.1],
    n: { reference: 700, current: 100 },
    details: { reason: "new" },
    evidence: { rows: [1] },
  });
  const seen: string[] = [];
  for (let cursor: string | null = "", pages = 0; cursor !== null; pages++) {
    const page = await get(`limit=10${cursor ? `&cursor=${cursor}` : ""}`);
    seen.push(
      ...page.items.map((item: { check: string; window: { from: string } }) =>
        item.window.from + item.check
      ),
    );
    cursor = page.next;
    expect(pages).toBeLessThan(10);
  }
  expect(seen.length).toBe(37);
  expect(new Set(seen).size).toBe(37);
  expect(seen).toEqual(
    seen.toSorted((a, b) =>
      b.slice(0, 24).localeCompare(a.slice(0, 24)) || (a < b ? -1 : 1)
    ),
  );
  expect((await get("from=2026-01-18&to=2026-01-19")).items.length).toBe(3);
});

test("/v1/results refuses a wrong filter and a made-up cursor", async () => {
  const app = createApp(fakeDeps(engine));
  for (
    const query of ["limit=0", "verdict=bad", "from=yesterday", "cursor=x"]
  ) {
    const answer = await app.request(`/v1/results?${query}`);
    expect([query, answer.status]).toEqual([query, 400]);
    expect((await answer.json()).code).toBe("bad_request");
  }
  const quoted = await app.request("/v1/results?column=a'%20or%201=1--");
  expect((await quoted.json()).items).toEqual([]);
});

test("/v1/series gives one figure by day", async () => {
  const app = createApp(fakeDeps(engine));
  const get = async (query: string) =>
    (await (await app.request(`/v1/series?system=streamflix&${query}`)).json())
      .points;
  const requests = await get("name=requests&from=2026-01-20");
  expect(requests).toEqual([
    { day: "2026-01-20", series: null, value: 20, n: 20 },
  ]);
  expect((await get("name=click_rate")).length).toBe(30);
  const nulls = await get(
    "name=null_share&column=minutes&from=2026-01-16&to=2026-01-17",
  );
  expect(nulls[0].value).toBe(0.5);
  expect(
    (await get("name=check&check=validation/null_rate(column=minutes)")).length,
  ).toBe(12);
});

test("/v1/systems, /healthz and /readyz tell what is there and what is missing", async () => {
  const app = createApp(fakeDeps(engine));
  const { items } = await (await app.request("/v1/systems")).json();
  expect(items[0]).toMatchObject({
    name: "streamflix",
    ready: true,
    model: "ranker@2",
  });
  expect(await (await app.request("/healthz")).json()).toEqual({
    status: "ok",
    version: "1.2.3",
  });
  expect((await app.request("/readyz")).status).toBe(200);
  const board = {
    ...fakeDeps(engine).board,
    isReady: () => false,
    work: () => ({ what: "Making the tables", share: 0.25 }),
  };
  const early = createApp(fakeDeps(engine, { board }));
  const answer = await early.request("/readyz");
  expect(answer.status).toBe(503);
  expect((await answer.json()).reasons).toEqual([
    "dashboards: the tables are being made",
  ]);
  const page = await early.request("/systems/streamflix/overview");
  expect(page.status).toBe(503);
  expect(await page.text()).toContain("Making the tables: 25 %");
});

test("/openapi.json describes every route of the API and none of the pages", async () => {
  const app = createApp(fakeDeps(engine));
  const { openapi, paths } = await (await app.request("/openapi.json")).json();
  expect(openapi).toBe("3.1.0");
  expect(Object.keys(paths).sort()).toEqual([
    "/healthz",
    "/metrics",
    "/readyz",
    "/v1/events",
    "/v1/labels",
    "/v1/live",
    "/v1/results",
    "/v1/score/{system}",
    "/v1/series",
    "/v1/systems",
  ]);
  const { requestBody, responses } = paths["/v1/score/{system}"].post;
  expect(requestBody.content["application/json"].schema.required).toEqual([
    "entity",
    "context",
  ]);
  expect(Object.keys(responses)).toContain("503");
});

test("pages come from the board, and a file that has not changed is not sent again", async () => {
  const app = createApp(fakeDeps(engine));
  const page = await app.request("/systems/streamflix/drift");
  expect(await page.text()).toContain("Which column changed, and when?");
  expect((await app.request("/")).headers.get("location")).toBe(
    "/systems/streamflix/overview",
  );
  const file = await app.request("/assets/style.css");
  const again = await app.request("/assets/style.css", {
    headers: { "if-none-match": file.headers.get("etag")! },
  });
  expect([file.status, again.status]).toEqual([200, 304]);
});
