import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../server/app.ts";
import { listen, type Listening } from "../../server/cli/listen.ts";
import { openDuckDb } from "../../lib/native/mod.ts";
import { isWanted, sendRaw } from "../hostile/send_raw.ts";
import { fakeDeps } from "./fake_deps.ts";

// Raw bytes with what must come of them; the corpus beside the repository adds more where it is there.
const corpus = new URL("../../../shared/hostile/http.jsonl", import.meta.url)
  .pathname;
interface Raw {
  readonly name: string;
  readonly raw_b64: string;
  readonly expect: string;
}
const raw = (name: string, text: string, expect: string): Raw => ({
  name,
  raw_b64: btoa(text),
  expect,
});
const cases: readonly Raw[] = [
  raw(
    "two lengths",
    "POST /v1/score/streamflix HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "400",
  ),
  raw(
    "negative length",
    "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    "400",
  ),
  raw(
    "half a header",
    "GET / HTTP/1.1\r\nHost: localhost\r\nX-a: ",
    "closed-by-timeout",
  ),
  raw(
    "half a body",
    "POST /v1/score/streamflix HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    "closed-by-timeout",
  ),
  raw(
    "foreign host",
    "GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "403",
  ),
  ...(existsSync(corpus)
    ? readFileSync(corpus, "utf8").trim().split("\n").map((line) =>
      JSON.parse(line) as Raw
    )
    : []),
];

let server: Listening;
beforeAll(async () => {
  const engine = await openDuckDb();
  server = await listen(createApp(fakeDeps(engine)), {
    host: "127.0.0.1",
    port: 0,
    headersMs: 600,
    requestMs: 1200,
  });
});
afterAll(() => server.close(0));

test.each(cases)(
  "$name is answered with $expect, and the server goes on",
  async ({ raw_b64, expect: wanted }) => {
    const answer = await sendRaw(server.port, Uint8Array.fromBase64(raw_b64));
    expect(isWanted(answer, wanted), JSON.stringify(answer)).toBe(true);
    const health = await fetch(`${server.address}/healthz`);
    expect(health.status).toBe(200);
    await health.body?.cancel();
  },
);

test("listen() takes the next free port when the one asked for is taken, and says which", async () => {
  const engine = await openDuckDb();
  const other = await listen(createApp(fakeDeps(engine)), {
    host: "127.0.0.1",
    port: server.port,
  });
  expect(other.port).toBeGreaterThan(server.port);
  await other.close(0);
  engine.close();
});
