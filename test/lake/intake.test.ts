import fc from "fast-check";
import { expect, test } from "vitest";
import {
  eventSchema,
  type Lake,
  openLakeOn,
  receiveEvents,
} from "../../lib/lake/mod.ts";
import { seeded } from "../scoring/world.ts";
import { forgetfulStorage } from "./forgetful_storage.ts";
import { idsIn, lineEngine } from "./lake_parts.ts";

const now = Date.UTC(2026, 0, 1);
const schemas = [
  eventSchema({ system: "m", features: { a: "double", seg: "string" } }),
];
const options = { schemas, now, lines: false };
const event = (id: string, a = 1) =>
  JSON.stringify({
    event_id: id,
    ts: "2026-01-01T00:00:00Z",
    model: "m",
    features: { a },
    score: 0.5,
  });

async function open(storage = forgetfulStorage(seeded(1), Infinity)) {
  const lake = await openLakeOn(
    storage,
    lineEngine(storage),
    { schemas, clock: () => now, segmentBytes: 2000 },
  );
  return { storage, lake };
}
const send = (lake: Lake, body: string) => receiveEvents(body, lake, options);

test("an event is stored once, whatever its key order, spaces or numbers' form", async () => {
  const { storage, lake } = await open();
  expect(await send(lake, event("e1"))).toEqual({
    accepted: 1,
    duplicate: 0,
    quarantined: [],
  });
  const same =
    ' { "score" : 5e-1, "features":{"a":1.0},\n"model":"m","ts":"2026-01-01T01:00:00+01:00","event_id":"e1","kind":"prediction" }';
  expect(await send(lake, same)).toMatchObject({ accepted: 0, duplicate: 1 });
  expect(await send(lake, event("e1", 2))).toEqual({
    accepted: 0,
    duplicate: 0,
    quarantined: [{
      index: 0,
      reason: "id_conflict",
      detail: "an event with this id and other content came before",
    }],
  });
  expect((await idsIn(storage)).filter((id) => id === "e1")).toEqual(["e1"]);
});

test("twins in one body, and in bodies that come together, are told apart", async () => {
  const { storage, lake } = await open();
  const body = `[${event("a")},${event("a")},${event("a", 2)},${event("b")}]`;
  const answers = await Promise.all([send(lake, body), send(lake, body)]);
  expect(answers[0]).toMatchObject({
    accepted: 2,
    duplicate: 1,
    quarantined: [{ index: 2, reason: "id_conflict" }],
  });
  expect(answers[1]).toMatchObject({ accepted: 0, duplicate: 3 });
  const ids = await idsIn(storage);
  expect(ids.filter((id) => !id.startsWith("quarantine"))).toEqual(["a", "b"]);
});

test("a duplicate is not called one when its first could not be written", async () => {
  const storage = forgetfulStorage(seeded(1), Infinity),
    create = storage.create;
  let broken = false;
  storage.create = async (path) => {
    const file = await create(path);
    return {
      ...file,
      sync: () => broken ? Promise.reject(new Error("I/O error")) : file.sync(),
    };
  };
  const { lake } = await open(storage);
  await send(lake, event("x"));
  broken = true;
  const both = await Promise.allSettled([
    send(lake, event("a")),
    send(lake, event("a")),
  ]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(lake.state().fault).toBe("I/O error");
  broken = false;
  expect(await send(lake, event("a"))).toMatchObject({ accepted: 1 });
  expect(lake.state().fault).toBeUndefined();
  expect(await idsIn(storage)).toEqual(["x", "a"]);
});

test("received is good + duplicate + quarantined, in answers, counts and log", async () => {
  const kinds = fc.constantFrom(
    event("p"),
    event("q"),
    event("p", 2),
    "{}",
    "7",
    event("\u0001"),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(kinds, { maxLength: 6 }), { maxLength: 6 }),
      async (bodies) => {
        const { storage, lake } = await open();
        let sent = 0, good = 0, bad = 0, twice = 0;
        await Promise.all(bodies.map(async (items) => {
          sent += items.length;
          const answer = await send(lake, `[${items.join()}]`);
          good += answer.accepted;
          twice += answer.duplicate;
          bad += answer.quarantined.length;
        }));
        expect(good + twice + bad).toBe(sent);
        const counts = [...lake.counts().values()];
        for (const { received, good, duplicate, quarantined } of counts) {
          expect(received).toBe(good + duplicate + quarantined);
        }
        expect(counts.reduce((sum, { received }) => sum + received, 0)).toBe(
          sent,
        );
        const ids = await idsIn(storage);
        expect(ids.filter((id) => id.startsWith("quarantine:"))).toHaveLength(
          bad,
        );
        expect(ids).toHaveLength(good + bad);
        expect(new Set(ids).size).toBe(ids.length);
      },
    ),
    { numRuns: 60 },
  );
});

test("NDJSON is one value a line; anything else in it refuses the body", async () => {
  const { lake } = await open();
  const lines = (body: string) =>
    receiveEvents(body, lake, { ...options, lines: true });
  expect(await lines(`${event("a")}\r\n\n${event("b")}\n5\n`)).toMatchObject({
    accepted: 2,
    quarantined: [{ index: 2, reason: "not_an_object" }],
  });
  expect(await lines("")).toMatchObject({ accepted: 0 });
  for (
    const body of [
      `${event("c")} ${event("d")}`,
      `${event("c")},\n${event("d")}`,
      `{"event_id":\n"c"}`,
      `${event("c")}\n{`,
    ]
  ) await expect(lines(body), body).rejects.toThrow("Cannot read the");
  expect(await lines(event("c"))).toMatchObject({ accepted: 1 });
});

test("a body that is no JSON stores nothing", async () => {
  const { storage, lake } = await open();
  for (const body of [`[${event("a")},]`, `[${event("a")}`, `${event("a")}x`]) {
    await expect(send(lake, body)).rejects.toThrow("Cannot read the");
  }
  expect(await idsIn(storage)).toEqual([]);
});
