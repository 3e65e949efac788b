import { expect, test } from "vitest";
import { eventClient } from "../../lib/lake/mod.ts";

/** A server that answers in turn; the bodies that it got stand in `bodies`. */
function server(...answers: (Response | Error)[]) {
  const bodies: { event_id: string; n: number }[][] = [], waits: number[] = [];
  return {
    bodies,
    waits,
    options: {
      waitMs: 1,
      sleep: (ms: number) => {
        if (ms > 1) waits.push(ms);
        return new Promise<void>((resolve) => setTimeout(resolve, 1));
      },
      fetch: ((_: unknown, { body }: RequestInit) => {
        const lines = String(body).split("\n").map((line) => JSON.parse(line));
        bodies.push(lines);
        const answer = answers.shift() ??
          Response.json({
            accepted: lines.length,
            duplicate: 0,
            quarantined: [],
          });
        return answer instanceof Error
          ? Promise.reject(answer)
          : Promise.resolve(answer);
      }) as typeof fetch,
    },
  };
}

test("events are sent in batches, in order, each with an id and a time", async () => {
  const { bodies, options } = server();
  const client = eventClient("http://x", { ...options, batch: 4 });
  for (let n = 0; n < 10; n++) expect(client.send({ n })).toBe(true);
  await client.close();
  expect(bodies.map((body) => body.length)).toEqual([4, 4, 2]);
  expect(bodies.flat().map(({ n }) => n)).toEqual([...Array(10).keys()]);
  expect(new Set(bodies.flat().map(({ event_id }) => event_id)).size).toBe(10);
  expect(client.counts()).toEqual({
    sent: 10,
    accepted: 10,
    duplicate: 0,
    quarantined: 0,
    dropped: 0,
    waiting: 0,
  });
});

test("a busy, failing or absent server is asked again with the same events, later and later", async () => {
  const { bodies, waits, options } = server(
    new Response("", { status: 429, headers: { "retry-after": "3" } }),
    new Response("", { status: 503 }),
    new Error("connection refused"),
    Response.json({ accepted: 0, duplicate: 1, quarantined: [] }),
  );
  const client = eventClient("http://x", options);
  client.send({ n: 1 });
  await client.flush();
  expect(waits).toEqual([3000, 400, 800]);
  expect(bodies).toHaveLength(4);
  expect(new Set(bodies.map(([event]) => event!.event_id)).size).toBe(1);
  expect(client.counts()).toMatchObject({ duplicate: 1, dropped: 0 });
});

test("what cannot be delivered is counted and told, and the buffer has an end", async () => {
  const lost: [string, number][] = [];
  const { options } = server(
    new Response("", { status: 400 }),
    ...Array.from({ length: 3 }, () => new Error("connection refused")),
    Response.json({
      accepted: 0,
      duplicate: 0,
      quarantined: [{ index: 0, reason: "unknown_field" }],
    }),
  );
  const client = eventClient("http://x", {
    ...options,
    batch: 2,
    tries: 3,
    most: 5,
    onLoss: (why, count) => lost.push([why, count]),
  });
  const taken = Array.from({ length: 6 }, (_, n) => client.send({ n }));
  expect(taken).toEqual([true, true, true, true, true, false]);
  await client.close();
  expect(lost).toEqual([
    ["the buffer is full", 1],
    ["refused with status 400", 2],
    ["connection refused", 2],
    ["unknown_field", 1],
  ]);
  const { sent, accepted, duplicate, quarantined, dropped } = client.counts();
  expect(sent).toBe(accepted + duplicate + quarantined + dropped);
});

test("NaN is sent as text, so that the server sets the event apart instead of storing a null", async () => {
  const { bodies, options } = server();
  const client = eventClient("http://x", options);
  client.send({ n: NaN, features: { a: -Infinity } });
  await client.close();
  expect(bodies[0]![0]).toMatchObject({
    n: "NaN",
    features: { a: "-Infinity" },
  });
});
