import { expect, test } from "vitest";
import { liveHub } from "../../server/live_hub.ts";

const systems = ["streamflix"];
const scored = (ms: number, fallback = false) => ({
  system: "streamflix",
  ms,
  fallback,
});

test("counters() counts since the start, and rates over their windows", () => {
  let now = 1_000_000_000;
  const hub = liveHub({ systems, clock: () => now });
  for (let i = 1; i <= 100; i++) hub.scored(scored(i, i <= 5));
  now += 1000;
  expect(hub.counters("streamflix")).toMatchObject({
    requests: 100,
    fallbacks: 5,
    perSecond: 10,
    fallbackShare: 0.05,
    p50: 50,
    p95: 95,
    p99: 99,
  });
  now += 400_000;
  expect(hub.counters("streamflix")).toMatchObject({
    requests: 100,
    perSecond: 0,
    fallbackShare: null,
    p50: null,
  });
});

test("bins() are sixty of five seconds, oldest first", () => {
  let now = 1_000_000_000;
  const hub = liveHub({ systems, clock: () => now });
  hub.scored(scored(3));
  now += 5000;
  const bins = hub.bins("streamflix");
  expect(bins.length).toBe(60);
  expect(bins.at(-1)).toEqual({
    ts: 1_000_000_000,
    requests: 1,
    fallbacks: 0,
    p50: 3,
    p95: 3,
  });
});

test("a listener hears the counters first, then what is published, and its stream ends with the hub", async () => {
  const hub = liveHub({ systems, clock: () => 0 });
  const reader = hub.listen().pipeThrough(new TextDecoderStream()).getReader();
  hub.publish("board", { version: "2" });
  hub.close();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
  }
  expect(text).toMatch(/^retry: 2000\n\nevent: counters\ndata: \{.*\}\n\n/);
  expect(text).toContain('event: board\ndata: {"version":"2"}\n\n');
  expect(hub.listeners).toBe(0);
});

test("a reader that leaves is forgotten, one that does not read is let go", async () => {
  const hub = liveHub({ systems, clock: () => 0, backlog: 100 });
  const leaving = hub.listen();
  await leaving.cancel();
  expect(hub.listeners).toBe(0);
  hub.listen();
  for (let i = 0; i < 50; i++) hub.publish("board", { version: String(i) });
  expect(hub.listeners).toBe(0);
});

test("counters() of an unknown system names those that are known", () => {
  expect(() => liveHub({ systems }).counters("fraud")).toThrow(
    'Cannot count "fraud": the system is unknown, known are "streamflix"',
  );
});
