import { expect, test } from "vitest";
import {
  encodeRecords,
  type IdIndex,
  openIdIndex,
  segmentPath,
} from "../../lib/lake/mod.ts";
import { seeded } from "../scoring/world.ts";
import { forgetfulStorage } from "./forgetful_storage.ts";
import { payloadOf } from "./lake_parts.ts";

const clock = () => 40 * 86_400_000;
const disk = () => forgetfulStorage(seeded(1), Infinity);
const entryOf = (index: IdIndex, id: number, members = "") => {
  const entry = new Uint32Array(6);
  index.hash(
    { system: "s", kind: "click", ts: 0, event_id: `e${id}`, members },
    entry,
  );
  return entry;
};
const known = async (index: IdIndex, id: number, members = "") =>
  await index.look(entryOf(index, id, members));

/** Fills segments with some ids each and waits until they are on disk. */
async function fill(
  index: IdIndex,
  segments: number,
  each: number,
  arrival = clock(),
) {
  for (let segment = 1; segment <= segments; segment++) {
    for (let n = 0; n < each; n++) {
      index.add(segment, entryOf(index, segment * 1e6 + n), arrival);
    }
    index.closed(segment);
    await index.settle();
  }
}

test("every id is found with its content, in memory, on disk, merged and after a restart", async () => {
  const storage = disk();
  let index = await openIdIndex(storage, { clock });
  await fill(index, 17, 300);
  index.add(18, entryOf(index, 18e6), clock());
  const check = async () => {
    for (let segment = 1; segment <= 17; segment++) {
      for (const n of [0, 169, 170, 299]) {
        expect(await known(index, segment * 1e6 + n)).toBe("same");
        expect(await known(index, segment * 1e6 + n, ',"x":1')).toBe("other");
      }
    }
    for (let n = 0; n < 500; n++) {
      expect(await known(index, 99e6 + n)).toBeUndefined();
    }
  };
  await check();
  expect(await known(index, 18e6)).toBe("same");
  expect(await storage.list("index")).toEqual([
    "000000000001-000000000015.run",
    "000000000016-000000000016.run",
    "000000000017-000000000017.run",
    "key",
  ]);
  await index.close();
  index = await openIdIndex(storage, { clock });
  await check();
  expect(index.size.ids).toBe(17 * 300);
});

test("an id takes 24 bytes on disk, and little more than one in memory", async () => {
  const storage = disk(), index = await openIdIndex(storage, { clock });
  await fill(index, 1, 50_000);
  const run = (await storage.read("index/000000000001-000000000001.run"))!;
  expect(run.length / 50_000).toBeLessThan(25.6);
  expect(index.size.memory / 50_000).toBeLessThan(1.4);
});

test("without room for filters the index still answers", async () => {
  const storage = disk();
  const index = await openIdIndex(storage, { clock, memoryBytes: 1 });
  await fill(index, 3, 400);
  expect(index.size.memory).toBeLessThan(1000);
  for (const id of [1e6, 2e6 + 399, 3e6 + 200]) {
    expect(await known(index, id)).toBe("same");
  }
  expect(await known(index, 9e6)).toBeUndefined();
});

test("ids are forgotten after the days of arrival, and their segments are not read again", async () => {
  let now = 0;
  const storage = disk();
  const index = await openIdIndex(storage, { clock: () => now, days: 31 });
  await fill(index, 2, 10, 0);
  now = 31 * 86_400_000 + 1;
  index.add(3, entryOf(index, 3e6), now);
  index.closed(3);
  await index.settle();
  expect(await known(index, 1e6)).toBeUndefined();
  expect(await known(index, 3e6)).toBe("same");
  const reads: string[] = [], read = storage.read;
  for (const segment of [1, 2, 3]) {
    await storage.create(segmentPath(segment));
  }
  storage.read = (path) => (reads.push(path), read(path));
  await openIdIndex(storage, { clock: () => now });
  expect(reads.filter((path) => path.startsWith("log/"))).toEqual([]);
});

test("a lost or damaged index is made again from the log", async () => {
  const storage = disk();
  for (const segment of [1, 2]) {
    const file = await storage.create(segmentPath(segment));
    await file.append(
      encodeRecords(
        Array.from({ length: 200 }, (_, n) => payloadOf(segment * 1000 + n)),
      ),
    );
  }
  const find = async (index: IdIndex, id: number) => {
    const entry = new Uint32Array(6);
    index.hash(
      {
        system: "films",
        kind: "click",
        ts: id * 1000,
        event_id: `e${id}`,
        members: ',"more":""',
      },
      entry,
    );
    return await index.look(entry);
  };
  let index = await openIdIndex(storage, { clock: () => 0 });
  expect(await find(index, 1199)).toBe("same");
  await index.close();
  // A flipped bit in each part of a run: page, fence, filter, tail.
  const path = "index/000000000001-000000000001.run";
  const whole = (await storage.read(path))!;
  for (const at of [10, 4090, 4097 * 2, whole.length - 30, whole.length - 2]) {
    const flipped = whole.slice();
    flipped[at] = flipped[at]! ^ 8;
    await storage.remove(path);
    await (await storage.create(path)).append(flipped);
    index = await openIdIndex(storage, { clock: () => 0 });
    for (const id of [1000, 1100, 1199, 2000]) {
      expect(await find(index, id), `byte ${at}`).toBe("same");
    }
    expect(await find(index, 5)).toBeUndefined();
    await index.close();
  }
  for (const name of await storage.list("index")) {
    await storage.remove(`index/${name}`);
  }
  index = await openIdIndex(storage, { clock: () => 0 });
  expect(await find(index, 1000)).toBe("same");
  expect(await find(index, 2199)).toBe("same");
  expect(index.size.ids).toBe(400);
});
