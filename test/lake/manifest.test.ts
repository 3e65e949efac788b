import { expect, test } from "vitest";
import {
  filesOf,
  lastSealed,
  type ManifestLine,
  openManifest,
  readManifest,
  type Storage,
} from "../../lib/lake/mod.ts";
import { seeded } from "../scoring/world.ts";
import { forgetfulStorage } from "./forgetful_storage.ts";
import { text } from "./lake_parts.ts";

const storage = () => forgetfulStorage(seeded(1), Infinity);
const file = (path: string) => ({
  path,
  system: "films",
  kind: "click",
  day: "2026-01-01",
  hour: 5,
  sha256: "00",
  bytes: 1,
  rows: 2,
  minTs: 3,
  maxTs: 4,
});
const line = (
  segment: number,
  more: Partial<ManifestLine> = {},
): Omit<ManifestLine, "seq"> => ({
  act: "seal",
  at: 7,
  code: "1.2.3",
  segments: [segment, segment],
  add: [file(`f${segment}`)],
  remove: [],
  ...more,
});

async function written(lines = 3): Promise<Storage> {
  const disk = storage(), manifest = await openManifest(disk);
  for (let n = 1; n <= lines; n++) await manifest.append(line(n));
  return disk;
}

test("lines are read as they were written, numbered from 1", async () => {
  const { lines, damage } = await readManifest(await written());
  expect(damage).toEqual([]);
  expect(lines).toEqual([1, 2, 3].map((seq) => ({ seq, ...line(seq) })));
  expect(lastSealed(lines)).toBe(3);
});

test("filesOf() takes away what a line removes and adds, at once", async () => {
  const disk = await written(), manifest = await openManifest(disk);
  await manifest.append(
    line(4, {
      act: "compact",
      segments: null,
      add: [file("f12")],
      remove: ["f1", "f2"],
    }),
  );
  expect(filesOf(manifest.lines).map(({ path }) => path)).toEqual([
    "f3",
    "f12",
  ]);
});

test("a half-written line is not there, and the next one starts on its own", async () => {
  const disk = await written(1);
  const whole = (await disk.read("manifest.ndjson"))!.length;
  for (const part of ["{", '{"crc":"00000000","v":2', '{"segment": 2, "fil']) {
    const handle = await disk.open("manifest.ndjson");
    await handle.append(text(part));
    expect((await readManifest(disk)).lines).toHaveLength(1);
    expect((await readManifest(disk)).damage).toEqual([]);
    await openManifest(disk);
    expect((await disk.read("manifest.ndjson"))!.length).toBe(whole);
  }
  await (await openManifest(disk)).append(line(2));
  expect((await readManifest(disk)).lines.map(({ seq }) => seq)).toEqual([
    1,
    2,
  ]);
});

test("no bit of the manifest flips in silence", async () => {
  const disk = await written();
  const bytes = (await disk.read("manifest.ndjson"))!;
  const before = JSON.stringify((await readManifest(disk)).lines);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.slice();
    flipped[bit >> 3] = flipped[bit >> 3]! ^ 1 << bit % 8;
    const { lines, damage } = await readManifest({
      read: () => Promise.resolve(flipped),
    });
    if (damage.length === 0) expect(JSON.stringify(lines)).toBe(before);
    else {
      expect(damage[0]).toMatch(
        /^(line \d of the manifest is damaged|the end of the manifest is no)/,
      );
    }
  }
});

test("a line that is gone is missed by its number", async () => {
  const disk = await written();
  const lines = new TextDecoder().decode(await disk.read("manifest.ndjson"))
    .split("\n");
  lines.splice(1, 1);
  const { damage } = await readManifest({
    read: () => Promise.resolve(text(lines.join("\n"))),
  });
  expect(damage).toEqual(["lines 2 to 2 of the manifest are missing"]);
});

test("a line that could not be synced is cut off before the next", async () => {
  const disk = storage(), manifest = await openManifest(disk);
  const open = disk.open;
  disk.open = async (path) => ({
    ...await open(path),
    sync: () => Promise.reject(new Error("input/output error")),
  });
  await expect(manifest.append(line(1))).rejects.toThrow("input/output error");
  disk.open = open;
  await manifest.append(line(2));
  const { lines, damage } = await readManifest(disk);
  expect(damage).toEqual([]);
  expect(lines).toEqual([{ seq: 1, ...line(2) }]);
});

test("lines of lakes from before they had a checksum are still read", async () => {
  const disk = storage(), handle = await disk.open("manifest.ndjson");
  const { hour: _, ...older } = file("old");
  await handle.append(
    text(`${JSON.stringify({ segment: 9, files: [older] })}\n`),
  );
  const manifest = await openManifest(disk);
  expect(lastSealed(manifest.lines)).toBe(9);
  expect(filesOf(manifest.lines)).toEqual([{ ...older, hour: null }]);
  expect((await manifest.append(line(10))).seq).toBe(2);
});
