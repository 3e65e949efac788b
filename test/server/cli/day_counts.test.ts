import { afterAll, beforeAll, expect, test } from "vitest";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { column, sql, type Table } from "../../../lib/mod.ts";
import { type DuckDb, openDuckDb } from "../../../lib/native/mod.ts";
import { dayCounts, daysFor } from "../../../server/cli/day_counts.ts";
import type { Window } from "../../../server/jobs/window.ts";

const folder = mkdtempSync(`${tmpdir()}/day-counts-`);
const reference = { from: "2026-01-01", to: "2026-01-03" };
let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
  await engine.run(sql`create table shown as
    select timestamp '2026-01-01' + to_days(d::integer) as ts, case when i % 4 = 0 then 'a' else 'b' end as city, i::double as x
    from range(5) a(d), range(100) b(i)`);
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

test("dayCounts() stores a day once, and counts only the day it is told to anew", async () => {
  const asked: string[] = [];
  const rows = ({ from, to }: Window): Promise<Table> => {
    asked.push(`${from.slice(0, 10)} ${to.slice(0, 10)}`);
    return Promise.resolve({
      name: "shown",
      engine,
      relation:
        sql`(select * from shown where ts >= ${from}::timestamptz::timestamp and ts < ${to}::timestamptz::timestamp)`,
      columns: [
        column("ts", "TIMESTAMP"),
        column("city", "VARCHAR"),
        column("x", "DOUBLE"),
      ],
      files: [],
      notes: [],
    });
  };
  const counts = dayCounts(
    { drift: { fail: ["city"], warn: ["x"] }, reference, roles: {} },
    rows,
    folder,
  );
  const days = ["2026-01-01", "2026-01-02", "2026-01-03"];
  const first = await counts.of(days, "2026-01-03");
  expect(first.map(({ rows }) => rows)).toEqual([100, 100, 100]);
  expect([...first[2]!.columns.get("city")!.counts]).toEqual([25, 75, 0]);
  const again = await counts.of([...days, "2026-01-04"], "2026-01-04");
  expect(again.slice(0, 3)).toEqual(first);
  expect(asked).toEqual([
    "2026-01-01 2026-01-03",
    "2026-01-01 2026-01-04",
    "2026-01-04 2026-01-05",
  ]);
  const [own] = readdirSync(`${folder}/windows`);
  expect(readdirSync(`${folder}/windows/${own}`).sort()).toEqual([
    "dt=2026-01-01.json",
    "dt=2026-01-02.json",
    "dt=2026-01-03.json",
    "dt=2026-01-04.json",
    "plan.json",
  ]);
});

test("daysFor() ends with the day, or with the reference", () => {
  const known = ["2025-12-31", "2026-01-01", "2026-01-02", "2026-01-05"];
  expect(daysFor("2026-01-01", known, reference))
    .toEqual(["2026-01-01", "2026-01-02"]);
  expect(daysFor("2026-01-05", known, reference))
    .toEqual(["2026-01-01", "2026-01-02", "2026-01-05"]);
});
