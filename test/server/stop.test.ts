import { afterAll, beforeAll, expect, test } from "vitest";
import { type TinyServer, tinyServer, until } from "./open_server.ts";

let server: TinyServer, ended = false;
beforeAll(async () => void (server = await tinyServer(20)), 120_000);
afterAll(() => ended ? undefined : server.end(), 60_000);

test(
  "demo visitors ask through the API, and what they do is logged and counted",
  async () => {
    const counters = async () =>
      (await (await fetch(`${server.address}/v1/systems`)).json()).items[0]
        .counters;
    await until("visitors clicked", async () => {
      const { requests, clicks } = await counters();
      return requests >= 40 && clicks >= 3;
    });
    const text = await (await fetch(`${server.address}/metrics`)).text();
    expect(text).toMatch(
      /sightglass_logged_events_total\{system="streamflix",safe="true"\} \d+/,
    );
    expect(server.said).toEqual([]);
  },
  60_000,
);

test(
  "stop() ends open event streams and is done within ten seconds",
  async () => {
    const streams = await Promise.all(
      Array.from({ length: 3 }, () => fetch(`${server.address}/v1/live`)),
    );
    const bodies = streams.map((stream) => stream.text());
    const began = performance.now();
    ended = true;
    await server.end();
    expect(performance.now() - began).toBeLessThan(10_000);
    for (const text of await Promise.all(bodies)) {
      expect(text).toContain("event: counters");
    }
  },
  30_000,
);
