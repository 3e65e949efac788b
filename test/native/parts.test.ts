import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, expect, test } from "vitest";
import { openParts, writeParts } from "../../lib/native/mod.ts";
import { split, sql } from "../../lib/table/mod.ts";
import { engine, tableOf } from "../units/ask.ts";

const root = mkdtempSync(`${tmpdir()}/parts-`);
afterAll(() => rmSync(root, { recursive: true }));
const clock = () => Date.UTC(2026, 10, 21);

async function made(seed = 1) {
  const rows = Array.from({ length: 200 }, (_, id) => ({ id, x: id / 7 }));
  return await split(await tableOf(rows), { by: "random", seed, clock });
}

test("writeParts() writes what split() decided, and openParts() reads it back", async () => {
  const parts = await made();
  const manifest = await writeParts(parts, `${root}/a`);
  expect(readdirSync(`${root}/a`).sort()).toEqual([
    "reads.ndjson",
    "split.json",
    "test.parquet",
    "train.parquet",
    "validation.parquet",
  ]);
  const stored = await openParts(`${root}/a`, {
    engine: await engine(),
    clock,
  });
  expect(stored.manifest).toEqual(manifest);
  const ids = async (table: Awaited<ReturnType<typeof parts.open>>) =>
    (await table.engine.rows(
      sql`select id from ${table.relation} order by id`,
    )).map(({ id }) => id);
  const reason = "compare";
  expect(await ids(await stored.open("test", { reason }))).toEqual(
    await ids(await parts.open("test", { reason })),
  );
  expect((await stored.open("train")).rows).toBe(140);
});

test("the record of reads outlives the process, and a second split into the folder", async () => {
  const folder = `${root}/b`;
  await writeParts(await made(), folder);
  const options = { engine: await engine(), clock };
  await (await openParts(folder, options)).open("test", { reason: "one" });
  await writeParts(await made(2), folder);
  const again = await openParts(folder, options);
  await expect(again.open("test", { reason: "" })).rejects.toThrow(
    `Cannot open the test part of "${folder}": no reason is given`,
  );
  const { notes } = await again.open("test", { reason: "two" });
  expect(notes.at(-1)!.message).toMatch(
    "the test part was read 3 times before",
  );
  const reasons = (await again.reads()).filter(({ part }) => part === "test")
    .map(({ reason }) => reason);
  expect(reasons).toEqual([
    `written to ${folder}`,
    "one",
    `written to ${folder}`,
    "two",
  ]);
});

test("a record that a crash cut short costs only its last line", async () => {
  const folder = `${root}/c`;
  await writeParts(await made(), folder);
  appendFileSync(`${folder}/reads.ndjson`, '{"part":"te');
  const parts = await openParts(folder, { engine: await engine(), clock });
  await parts.open("test", { reason: "after" });
  expect((await parts.reads()).at(-1)!.reason).toBe("after");
});

test("the same rows give the same bytes", async () => {
  await writeParts(await made(), `${root}/d`);
  await writeParts(await made(), `${root}/e`);
  for (const part of ["train", "validation", "test"]) {
    const [d, e] = ["d", "e"].map((folder) =>
      readFileSync(`${root}/${folder}/${part}.parquet`)
    );
    expect(d!.equals(e!), part).toBe(true);
  }
});

test("writeParts() touches no folder that holds anything else", async () => {
  const folder = `${root}/mine`;
  mkdirSync(folder);
  writeFileSync(`${folder}/thesis.txt`, "");
  await expect(writeParts(await made(), folder)).rejects.toThrow(
    `Cannot write parts to "${folder}": it holds "thesis.txt", a new or empty folder or an earlier split is needed`,
  );
  expect(readdirSync(folder)).toEqual(["thesis.txt"]);
  expect(readdirSync(root).filter((name) => name.includes("tmp"))).toEqual([]);
  await expect(openParts(folder)).rejects.toThrow(
    `Cannot read "${folder}": it holds no "split.json", "sg split --out" makes one`,
  );
});
