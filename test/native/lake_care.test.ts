import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  changedWindows,
  eventSchema,
  filesOf,
  readManifest,
  receiveEvents,
} from "../../lib/lake/mod.ts";
import { type DuckDb, openDuckDb } from "../../lib/native/duckdb.ts";
import { fileStorage } from "../../lib/native/files.ts";
import { lakeFiles } from "../../lib/native/lake_files.ts";
import { lakeUsage } from "../../lib/native/lake_usage.ts";
import { type Lake, openLake } from "../../lib/native/open_lake.ts";
import { read } from "../../lib/native/read.ts";
import { readQuarantine } from "../../lib/native/read_quarantine.ts";
import { replayLake } from "../../lib/native/replay_lake.ts";
import { verifyLake } from "../../lib/native/verify_lake.ts";

const hour = 3_600_000, start = Date.UTC(2026, 0, 1);
const schemas = [
  eventSchema({
    system: "m",
    features: { a: "double", seg: "string", n: "decimal", hour: "integer" },
    watermarkHours: 2,
  }),
];
let folder: string, root: string, engine: DuckDb, now: number, count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "care-"));
  engine = await openDuckDb({ threads: 1 });
});
afterAll(async () => {
  engine.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  root = join(folder, String(count++));
  now = start + 30 * 60_000;
});

const open = () => openLake(root, { schemas, clock: () => now, code: "9.9.9" });
const event = (id: string, at: number, features: object = { a: 1 }) => ({
  event_id: id,
  ts: new Date(at).toISOString(),
  model: "m",
  features,
  score: 0.5,
});
const send = (lake: Lake, ...events: object[]) =>
  receiveEvents(JSON.stringify(events), lake, { schemas, now, lines: false });
const manifest = async () => await readManifest(fileStorage(root));
async function ids(late = true) {
  const { paths } = await lakeFiles(root, {
    system: "m",
    kind: "prediction",
    late,
  });
  if (paths.length === 0) return [];
  const rows = await engine.rows({
    text: `select event_id from read_parquet([${
      paths.map((path) => `'${path}'`)
    }], hive_partitioning = false) order by event_id`,
  });
  return rows.map(({ event_id }) => event_id);
}
async function flip(path: string, bit: number) {
  const bytes = await readFile(join(root, path));
  bytes[bit >> 3] = bytes[bit >> 3]! ^ 1 << bit % 8;
  await writeFile(join(root, path), bytes);
}

test("features become columns with exactly the values that were sent", async () => {
  const lake = await open();
  const body =
    '{"event_id":"x","ts":"2026-01-01T00:00:00.123456Z","model":"m","score":0.1,"features":{"a":-0.1e-7,"seg":"ü\\u00e9\\n","n":9007199254740993.000000001,"hour":5}}';
  await receiveEvents(body, lake, { schemas, now, lines: false });
  await lake.seal();
  await lake.close();
  const table = await read("lake:m", { engine, lake: root });
  const [row] = await engine.rows({
    text:
      `select event_id, strftime(ts, '%f') as micros, a, seg, n::varchar as n, hour, score, arrival from ${table.relation.text}`,
  });
  expect(row).toEqual({
    event_id: "x",
    micros: "123456",
    a: -1e-8,
    seg: "üé\n",
    n: "9007199254740993.000000001",
    hour: 5,
    score: 0.1,
    arrival: now,
  });
  const [file] = filesOf((await manifest()).lines);
  expect(file).toMatchObject({ schema: 1, minArrival: now, maxArrival: now });
  expect((await manifest()).lines[0]!.code).toBe("9.9.9");
});

test("late rows reopen a window up to the watermark; later ones wait for a backfill", async () => {
  const lake = await open();
  await send(lake, event("a", start));
  await lake.seal();
  let { position, windows } = changedWindows(lake.manifest().lines, {
    system: "m",
  });
  const window = { kind: "prediction", from: start, to: start + hour };
  expect(windows).toEqual([{ ...window, rows: 1, late: 0 }]);
  const next = () => {
    const changes = changedWindows(lake.manifest().lines, {
      system: "m",
      since: position,
    });
    position = changes.position;
    return changes.windows;
  };

  now = start + 3 * hour;
  await send(lake, event("b", start + 1));
  await lake.seal();
  expect(next()).toEqual([{ ...window, rows: 1, late: 0 }]);
  expect(await ids(false)).toEqual(["a", "b"]);

  now = start + 3 * hour + 1;
  await send(lake, event("c", start + 2));
  await lake.seal();
  expect(next()).toEqual([{ ...window, rows: 0, late: 1 }]);
  expect(await ids(false)).toEqual(["a", "b"]);
  expect(await ids()).toEqual(["a", "b", "c"]);

  expect(await lake.takeLate({ system: "m", from: start + hour })).toBe(0);
  expect(await lake.takeLate({ system: "m", to: start + hour })).toBe(1);
  expect(next()).toEqual([{ ...window, rows: 1, late: -1 }]);
  expect(await ids(false)).toEqual(["a", "b", "c"]);
  expect(next()).toEqual([]);
  await lake.close();
});

test("merged files have the same rows, and no window changed", async () => {
  const lake = await open();
  for (const id of ["a", "b", "c"]) {
    await send(lake, event(id, start), event(`${id}2`, start + hour));
    await lake.seal();
  }
  const position = lake.manifest().lines.at(-1)!.seq;
  const lines = await lake.compact();
  expect(lines.map(({ remove }) => remove.length)).toEqual([3, 3]);
  expect(filesOf(lake.manifest().lines)).toHaveLength(2);
  expect(await ids()).toEqual(["a", "a2", "b", "b2", "c", "c2"]);
  expect(
    changedWindows(lake.manifest().lines, { system: "m", since: position })
      .windows,
  ).toEqual([]);
  expect(await lake.compact()).toEqual([]);
  // The old files go when nobody reads them any more.
  const old = join(root, lines[0]!.remove[0]!);
  await lake.retain({});
  await readFile(old);
  now += 700_000;
  await lake.retain({});
  await expect(readFile(old)).rejects.toThrow("ENOENT");
  await lake.close();
  expect((await verifyLake(root)).faults).toEqual([]);
});

test("a repeat that comes after its id was forgotten goes, one with other content is set apart", async () => {
  const lake = await open();
  await send(lake, event("a", start), event("b", start));
  await lake.seal();
  // The index forgets when the next segment closes.
  now += 32 * 24 * hour;
  await send(lake, event("later", now - hour));
  await lake.seal();
  expect(
    await send(lake, event("a", start), event("b", start, { a: 2 })),
  ).toMatchObject({ accepted: 2 });
  await lake.seal();
  const lines = await lake.compact({ least: Infinity });
  expect(lines.map(({ duplicates }) => duplicates)).toEqual([{ m: 1 }]);
  expect(await ids()).toEqual(["a", "b", "later"]);
  await lake.close();
  const { events } = await readQuarantine(root, engine);
  expect(events).toMatchObject([{ id: "b", reason: "id_conflict" }]);
  expect(JSON.parse(events[0]!.raw).a).toBe(2);
});

test("retention is told to whoever reads the window again", async () => {
  const lake = await open();
  await send(lake, event("a", start), event("b", start + 20 * hour));
  await lake.seal();
  now = start + 10 * 24 * hour;
  expect(await lake.retain({ dataDays: 9.5, logDays: 31 })).toEqual({
    rows: 1,
    segments: 0,
  });
  expect(await ids()).toEqual(["b"]);
  const selection = { system: "m", kind: "prediction" };
  expect((await lakeFiles(root, selection)).problems).toEqual([
    "Incomplete: 1 rows were removed by retention, the last on 2026-01-11",
  ]);
  expect((await lakeFiles(root, { ...selection, from: start + hour })).problems)
    .toEqual([]);
  const table = await read("lake:m", { engine, lake: root });
  expect(table.notes.map(({ code }) => code)).toContain("incomplete");
  now += 40 * 24 * hour;
  expect((await lake.retain({ logDays: 31 })).segments).toBe(1);
  await lake.close();
  expect((await verifyLake(root)).faults).toEqual([]);
});

test("a damaged or missing file is left out and named, and replay makes it again", async () => {
  const lake = await open();
  await send(lake, event("a", start), event("b", start + hour));
  await lake.seal();
  await send(lake, event("c", start));
  await lake.seal();
  await lake.close();
  const files = filesOf((await manifest()).lines).map(({ path }) => path);
  await flip(files[0]!, 999);
  await rm(join(root, files[1]!));
  const { problems } = await lakeFiles(root, {
    system: "m",
    kind: "prediction",
  });
  expect(problems).toEqual([
    `Incomplete: "${files[0]}" has the wrong checksum`,
    `Incomplete: "${files[1]}" is missing`,
  ]);
  expect(await ids()).toEqual(["c"]);
  expect((await verifyLake(root)).faults).toHaveLength(2);
  expect(
    await replayLake(root, { at: now, code: "9.9.10", schemas }),
  ).toMatchObject({ rows: 3, kept: 0 });
  expect(await ids()).toEqual(["a", "b", "c"]);
  expect((await verifyLake(root)).faults).toEqual([]);
});

test("replay keeps files whose log is gone, backfills and retention", async () => {
  let lake = await open();
  await send(lake, event("old", start));
  await lake.seal();
  now += 40 * 24 * hour;
  await send(
    lake,
    event("late", start + hour),
    event("gone", start + 2 * hour),
  );
  await lake.seal();
  await lake.takeLate({ system: "m" });
  await lake.retain({ logDays: 31 });
  await lake.close();
  const sealed = (await manifest()).lines.length;
  await replayLake(root, {
    at: now,
    code: "",
    schemas,
    watermarkHours: () => 2,
  });
  expect((await manifest()).lines[0]).toMatchObject({
    act: "base",
    seq: sealed + 1,
    segments: [1, 1],
  });
  expect(await ids(false)).toEqual(["gone", "late", "old"]);
  lake = await open();
  expect(await send(lake, event("late", start + hour))).toMatchObject({
    duplicate: 1,
  });
  await lake.close();
});

test("a manifest with damage is said by readers, and made again from the log", async () => {
  const lake = await open();
  for (const id of ["a", "b", "c"]) {
    await send(lake, event(id, start));
    await lake.seal();
  }
  await lake.close();
  const { lines } = await manifest();
  await flip("manifest.ndjson", 8 * 700);
  const { problems } = await lakeFiles(root, {
    system: "m",
    kind: "prediction",
  });
  expect(problems[0]).toMatch(/^Incomplete: line 2 of the manifest is damaged/);
  expect(await ids()).toEqual(["a", "c"]);
  expect(lines).toHaveLength(3);
  await replayLake(root, { at: now, code: "", schemas });
  expect(await ids()).toEqual(["a", "b", "c"]);
  expect((await verifyLake(root)).faults).toEqual([]);
});

test("events that came in before a change of the schema are sealed by the one of then", async () => {
  let lake = await open();
  await send(lake, event("a", start, { a: 1, seg: "x" }));
  await lake.close();
  const changed = eventSchema({
    system: "m",
    version: 2,
    features: { a: "string" },
  });
  lake = await openLake(root, { schemas: [changed], clock: () => now });
  await receiveEvents(JSON.stringify(event("b", start, { a: "one" })), lake, {
    schemas: [changed],
    now,
    lines: false,
  });
  const rowsOf = async () => {
    const table = await read("lake:m", { engine, lake: root });
    return await engine.rows({
      text:
        `select event_id, a, seg from ${table.relation.text} order by event_id`,
    });
  };
  const rows = [
    { event_id: "a", a: "1.0", seg: "x" },
    { event_id: "b", a: "one", seg: null },
  ];
  expect(await rowsOf()).toEqual(rows);
  await lake.seal();
  expect(await rowsOf()).toEqual(rows);
  expect(
    filesOf(lake.manifest().lines).map(({ schema }) => schema),
  ).toEqual([1, 2]);
  await lake.close();
});

test("lakeUsage() adds up what there is", async () => {
  const lake = await open();
  await send(lake, event("a", start), 5 as never);
  await lake.seal();
  await lake.close();
  const { parts, bytes, free, daysLeft } = await lakeUsage(root, now);
  expect(parts.map(({ part }) => part).sort()).toEqual([
    "_unknown/quarantine",
    "index",
    "log",
    "m/prediction",
  ]);
  expect(bytes).toBe(parts.reduce((sum, part) => sum + part.bytes, 0));
  expect(free).toBeGreaterThan(0);
  expect(daysLeft).toBeNull();
});
