import { expect, test } from "vitest";
import {
  crc32c,
  encodeRecords,
  nextRecord,
  openLog,
  readSegment,
  repairSegment,
  scanRecords,
  scanSegment,
} from "../../lib/lake/mod.ts";
import { seeded } from "../scoring/world.ts";
import { forgetfulStorage } from "./forgetful_storage.ts";
import { idsIn, payloadOf as event, text } from "./lake_parts.ts";

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

test("nextRecord() finds the record after damage, whatever byte was hit", () => {
  const bytes = encodeRecords([event(1), event(2), event(3)]);
  const second = encodeRecords([event(1)]).length;
  const third = encodeRecords([event(1), event(2)]).length;
  for (let at = second; at < third; at++) {
    const damaged = bytes.slice();
    damaged[at] = damaged[at]! ^ 1 << at % 8;
    expect(scanRecords(damaged).end, `byte ${at}`).toBe(second);
    expect(nextRecord(damaged, second + 1), `byte ${at}`).toBe(third);
  }
});

test("scanSegment() gives every record of a segment of several MiB", async () => {
  const storage = forgetfulStorage(seeded(1), Infinity);
  const log = await openLog(storage);
  const long = (id: number) => event(id, "x".repeat(50_000 + id));
  await log.append(Array.from({ length: 80 }, (_, id) => long(id)));
  expect(await idsIn(storage)).toEqual(
    Array.from({ length: 80 }, (_, id) => `e${id}`),
  );
});

test("repairSegment() cuts a torn end and leaves damage before whole records where it is", async () => {
  const storage = forgetfulStorage(seeded(1), Infinity);
  const bytes = encodeRecords([event(1), event(2), event(3)]);
  const first = encodeRecords([event(1)]).length;
  bytes[first + 12] = bytes[first + 12]! ^ 4;
  const file = await storage.create("log/000000000001.log");
  await file.append(bytes);
  await file.append(bytes.subarray(0, 20));
  expect(await repairSegment(storage, 1)).toBe(20);
  expect(await repairSegment(storage, 1)).toBe(0);
  const { damage } = await scanSegment(storage, 1);
  expect(await readSegment(storage, 1)).toEqual([event(1), event(3)]);
  expect(damage).toEqual([{ from: first, to: 2 * first }]);
  expect((await storage.read("log/000000000001.log.torn"))?.length).toBe(20);
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
