import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs, fraudStart, fraudTruth } from "../../data/fraud/options.ts";
import { writeFraud } from "../../data/fraud/write_fraud.ts";
import { rawSql } from "../../lib/mod.ts";
import { type DuckDb, labelTable, openDuckDb } from "../../lib/native/mod.ts";

const small = { payments: 200, cards: 500, seed: 1 };
let folder: string, engine: DuckDb;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fraud-"));
  engine = await openDuckDb({ threads: 1 });
  await writeFraud(small, join(folder, "out"));
}, 60_000);

afterAll(async () => {
  engine.close();
  await rm(folder, { recursive: true });
});

const at = (path: string) => `'${folder}/out/${path}'`;
const ask = async (sql: string) => (await engine.rows(rawSql(sql)))[0]!;

test(
  "the same seed gives the same SHA-256 of every file, another seed others",
  async () => {
    const tiny = { ...small, payments: 50 };
    const once = await writeFraud(tiny, join(folder, "a"));
    expect(await writeFraud(tiny, join(folder, "b"))).toEqual(once);
    const other = await writeFraud({ ...tiny, seed: 2 }, join(folder, "c"));
    expect(other.at(-1)).not.toEqual(once.at(-1));
    expect((await readdir(folder)).sort()).toEqual(["a", "b", "c", "out"]);
  },
  60_000,
);

test("refused payments get no label, and chargebacks come within 60 days, flagged ones sooner", async () => {
  const row = await ask(
    `select count(*) filter (blocked) as refused, max(epoch(arrival - p.ts)) / 86400 as longest, min(epoch(arrival - p.ts)) as soonest,
    avg(epoch(l.ts - p.ts)) filter (flagged and fraud) / 86400 as flagged, avg(epoch(l.ts - p.ts)) filter (not flagged and fraud) / 86400 as missed
    from ${at("events/label.parquet")} l join ${
      at("events/prediction.parquet")
    } p using (request_id) join ${at("truth.parquet")} using (request_id)`,
  );
  expect(row.refused).toBe(0);
  expect(row.longest).toBeLessThan(60);
  expect(row.soonest).toBeGreaterThan(0);
  // exponentials of 11 and 33 days cut at 59: 10.7 and 21.4 in the mean
  expect(Math.abs(Number(row.flagged) - 10.7)).toBeLessThan(2.5);
  expect(Math.abs(Number(row.missed) - 21.4)).toBeLessThan(4);
});

test("truth.json's weeks are those of the payments and their truth", async () => {
  const { weeks } = JSON.parse(
    await readFile(join(folder, "out/truth.json"), "utf8"),
  );
  const second = await ask(
    `select count(*)::int as payments, count(*) filter (blocked)::int as blocked, count(*) filter (fraud and not blocked)::int as frauds,
    count(*) filter (fraud and flagged and not blocked) / count(*) filter (fraud and not blocked) as recall
    from ${at("events/prediction.parquet")} join ${
      at("truth.parquet")
    } using (request_id)
    where ts >= '${weeks[1].from}' and ts < '${weeks[2].from}'`,
  );
  expect(weeks[1]).toMatchObject(second);
  const recall = (of: typeof weeks) =>
    of.reduce((s: number, x: { recall: number }) => s + x.recall, 0) /
    of.length;
  expect(recall(weeks.slice(0, 13)) - recall(weeks.slice(13)))
    .toBeGreaterThan(0.2);
});

test("payments.parquet is what day 120 knows, and by day 180 every label is final", async () => {
  const known = async (day: number) => {
    const table = await labelTable({
      predictions: `${folder}/out/events/prediction.parquet`,
      labels: `${folder}/out/events/label.parquet`,
      corrections: `${folder}/out/events/correction.parquet`,
    }, { now: new Date(fraudStart + day * dayMs), engine });
    return table.relation.text;
  };
  const today = await ask(
    `select count(*) as n from (select request_id, label, arrival from ${
      at("payments.parquet")
    } except select request_id, label, arrival from ${await known(
      fraudTruth.days,
    )})`,
  );
  expect(today.n).toBe(0);
  const end = await ask(
    `select count(*) filter (settled is null) as waiting, count(*) filter (settled <> fraud::int and not blocked) as wrong,
    count(*) filter (settled = 1 and not fraud) as mistakes from ${await known(
      fraudTruth.lastDay,
    )} join ${at("truth.parquet")} using (request_id)`,
  );
  expect(end.waiting).toBe(0);
  // a mistake of the last weeks may not have been taken back yet
  expect(end.wrong).toBe(end.mistakes);
  expect(end.mistakes).toBeLessThan(4);
});
