import { afterAll, expect, test } from "vitest";
import { estimateLog } from "../../lib/native/mod.ts";
import type { Estimate } from "../../lib/report/mod.ts";

const folder = Deno.makeTempDirSync();
afterAll(() => Deno.removeSync(folder, { recursive: true }));
const row = (value: number) => ({ check: "c", value }) as Estimate;

test("a log that was never written is empty", async () => {
  expect(await estimateLog(`${folder}/none.ndjson`).all()).toEqual([]);
});

test("what is appended is read again in order, a torn last line passed over", async () => {
  const path = `${folder}/log.ndjson`, log = estimateLog(path);
  await log.append([row(1), row(2)]);
  Deno.writeTextFileSync(path, '{"check":"c","va', { append: true });
  expect((await log.all()).map(({ value }) => value)).toEqual([1, 2]);
  await log.append([row(3)]);
  await log.append([]);
  expect((await log.all()).map(({ value }) => value)).toEqual([1, 2, 3]);
});
