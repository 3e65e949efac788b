import { expect, test } from "vitest";
import {
  appendManifest,
  crc32c,
  encodeRecords,
  type LakeEvent,
  listSegments,
  openLog,
  type PartitionWriter,
  readManifest,
  readSegment,
  repairManifest,
  scanRecords,
  sealSegments,
  type Storage,
} from "../../lib/lake/mod.ts";
import { seeded } from "../scoring/world.ts";
import { forgetfulStorage } from "./forgetful_storage.ts";

const event = (id: number): LakeEvent => ({
  event_id: `e${id}`,
  ts: id * 1000,
  system: "films",
  kind: "click",
});
const text = (value: string) => new TextEncoder().encode(value);

test("crc32c() equals the published vectors", () => {
  expect(crc32c(text("123456789"))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(255))).toBe(0x62a8ab43);
  expect(crc32c(new Uint8Array(0))).toBe(0);
});

test("scanRecords() gives what encodeRecords() framed, and stops at the first damaged byte", () => {
  const payloads = ["a", "bc", "def"].map(text);
  const bytes = encodeRecords(payloads);
  expect(scanRecords(bytes)).toEqual({ payloads, end: bytes.length });
  for (let cut = 0; cut < bytes.length; cut++) {
    const { payloads: left, end } = scanRecords(bytes.subarray(0, cut));
    expect(end).toBeLessThanOrEqual(cut);
    expect(left).toEqual(payloads.slice(0, left.length));
  }
  const damaged = bytes.slice();
  damaged[9 + 8] = damaged[9 + 8]! ^ 1;
  expect(scanRecords(damaged).payloads).toEqual(payloads.slice(0, 1));
});

test("readSegment() gives every record of a segment of several MiB", async () => {
  const storage = forgetfulStorage(seeded(1), Infinity);
  const log = await openLog(storage);
  const long = (id: number) => ({
    ...event(id),
    text: "x".repeat(50_000 + id),
  });
  await log.append(Array.from({ length: 80 }, (_, id) => long(id)));
  expect(await idsIn(storage)).toEqual(
    Array.from({ length: 80 }, (_, id) => `e${id}`),
  );
});

test("calls that wait together share one sync, and none resolves before it", async () => {
  const storage = forgetfulStorage(seeded(1), Infinity);
  let syncs = 0;
  const create = storage.create;
  storage.create = async (path) => {
    const file = await create(path);
    return { ...file, sync: () => (syncs++, file.sync()) };
  };
  const log = await openLog(storage);
  await Promise.all(
    Array.from({ length: 50 }, (_, id) => log.append([event(id)])),
  );
  expect(syncs).toBe(1);
  expect((await readSegment(storage, 1)).length).toBe(50);
});

test("a value that is no event is refused before anything is written", async () => {
  const storage = forgetfulStorage(seeded(1), Infinity);
  const log = await openLog(storage);
  await expect(log.append([{ ...event(1), system: "../etc" }])).rejects.toThrow(
    'Cannot log "e1": its system is "../etc", 1 to 64 letters, digits, "_" or "-" are needed',
  );
  await expect(log.append([{ ...event(1), ts: NaN }])).rejects.toThrow(
    'Cannot log "e1": its ts is null',
  );
  expect((await readSegment(storage, 1)).length).toBe(0);
});

test("a failed write refuses its events, and the log goes on in a new segment", async () => {
  const storage = forgetfulStorage(seeded(1), Infinity);
  const create = storage.create;
  let full = false;
  storage.create = async (path) => {
    const file = await create(path);
    return {
      ...file,
      async sync() {
        if (full) throw new Error("no space left on device");
        await file.sync();
      },
    };
  };
  const log = await openLog(storage);
  await log.append([event(1)]);
  full = true;
  await expect(log.append([event(2)])).rejects.toThrow(
    "no space left on device",
  );
  full = false;
  await log.append([event(3)]);
  expect(await idsIn(storage)).toEqual(["e1", "e3"]);
});

test("no power cut loses an acknowledged event, doubles one, or leaves a segment sealed by halves", async () => {
  let cuts = 0;
  for (let seed = 1; seed <= 600; seed++) {
    const random = seeded(seed * 7919);
    let storage = forgetfulStorage(random, 3 + Math.floor(random() * 60)),
      next = 0;
    const acknowledged = new Set<string>();
    for (let life = 0; life < 4; life++) {
      try {
        await repairManifest(storage);
        const log = await openLog(storage, { segmentBytes: 400 });
        for (;;) {
          const events = Array.from(
            { length: 1 + Math.floor(random() * 4) },
            () => event(next++),
          );
          await log.append(events);
          for (const { event_id } of events) acknowledged.add(event_id);
          if (random() < 0.15) {
            await sealSegments(
              storage,
              lineWriter(storage),
              await log.rotate(),
            );
          }
        }
      } catch (error) {
        if (!storage.dark()) throw error;
        cuts++;
        storage = storage.afterCut();
      }
      const logged = await idsIn(storage), found = new Set(logged);
      expect(found.size).toBe(logged.length);
      expect([...acknowledged].filter((id) => !found.has(id))).toEqual([]);
      await expectSealedWhole(storage);
    }
  }
  expect(cuts).toBe(600 * 4);
});

test("a half-written manifest line is not there, and the next line starts on its own", async () => {
  const storage = forgetfulStorage(seeded(1), Infinity);
  await appendManifest(storage, { segment: 1, files: [] });
  const file = await storage.open("manifest.ndjson");
  await file.append(text('{"segment": 2, "fil'));
  expect((await readManifest(storage)).map(({ segment }) => segment)).toEqual([
    1,
  ]);
  await repairManifest(storage);
  await appendManifest(storage, { segment: 3, files: [] });
  expect((await readManifest(storage)).map(({ segment }) => segment)).toEqual([
    1,
    3,
  ]);
});

async function idsIn(storage: Storage): Promise<string[]> {
  const ids: string[] = [];
  for (const number of await listSegments(storage)) {
    for (const payload of await readSegment(storage, number)) {
      ids.push(JSON.parse(new TextDecoder().decode(payload)).event_id);
    }
  }
  return ids;
}

// Stands for Parquet: the payloads of the segment, a line each.
function lineWriter(storage: Storage): PartitionWriter {
  return {
    async write(payloads) {
      const temporary = `tmp/${Math.random()}`;
      const file = await storage.create(temporary);
      for (const payload of payloads) {
        await file.append(Uint8Array.from([...payload, 10]));
      }
      return [{
        temporary,
        system: "films",
        kind: "click",
        day: "1970-01-01",
        rows: payloads.length,
        minTs: 0,
        maxTs: 0,
      }];
    },
  };
}

async function expectSealedWhole(storage: Storage) {
  for (const { segment, files } of await readManifest(storage)) {
    const rows = (await readSegment(storage, segment!)).length;
    expect(files.reduce((sum, file) => sum + file.rows, 0)).toBe(rows);
    for (const { path, bytes, sha256 } of files) {
      const content = await storage.read(path);
      expect(content?.length).toBe(bytes);
      const digest = await crypto.subtle.digest(
        "SHA-256",
        content! as Uint8Array<ArrayBuffer>,
      );
      expect(new Uint8Array(digest).toHex()).toBe(sha256);
    }
  }
}
