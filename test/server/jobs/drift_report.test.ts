import { afterAll, beforeAll, expect, test } from "vitest";
import {
  atMost,
  type CheckableUnit,
  column,
  nullRate,
  profilesOf,
  psi,
  sql,
  type Table,
} from "../../../lib/mod.ts";
import { type DuckDb, openDuckDb } from "../../../lib/native/mod.ts";
import {
  dayChecks,
  daysOf,
  quietValues,
} from "../../../server/jobs/calibrate.ts";
import { driftReport } from "../../../server/jobs/drift_report.ts";
import { dayWindow, type Window } from "../../../server/jobs/window.ts";
import type { MonitorConfig } from "../../../server/systems/monitor.ts";

const unit = (measure: unknown) => measure as CheckableUnit;
const quiet = (quiet: readonly number[]) =>
  atMost(3 * Math.max(...quiet) + 0.02);
const config: MonitorConfig = {
  system: "films",
  title: "Films",
  reference: { from: "2026-01-01", to: "2026-01-08" },
  roles: { time: "ts" },
  slices: [],
  watches: [
    { unit: unit(psi), roles: { column: "x" }, rule: quiet },
    { unit: unit(nullRate), roles: { column: "x" }, rule: quiet },
  ],
  schedule: "0 * * * *",
  settleHours: 0,
};

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
  // Ten days; the unit of x changes on the 9th, half of it is lost on the 10th.
  await engine.run(sql`create table shown as
    select timestamp '2026-01-01' + to_days(d::integer) + to_seconds(i::integer) as ts,
      case when d = 9 and i % 2 = 0 then null
        else ((i * 7919 + d * 31) % 1000) / 10.0 * case when d = 8 then 60 else 1 end end as x
    from range(10) a(d), range(400) b(i)`);
});
afterAll(() => engine.close());

const rows = ({ from, to }: Window): Promise<Table> =>
  Promise.resolve({
    name: from.slice(0, 10),
    engine,
    relation:
      sql`(select * from shown where ts >= ${from}::timestamptz::timestamp and ts < ${to}::timestamptz::timestamp)`,
    columns: [column("ts", "TIMESTAMP"), column("x", "DOUBLE")],
    files: [],
    notes: [],
  });

async function judged(day: string) {
  const written = new Map<string, string>();
  const quiet = await rows({
    from: "2026-01-01T00:00:00Z",
    to: "2026-01-08T00:00:00Z",
  });
  const { current: profile } = await profilesOf({ current: quiet });
  const values = await quietValues(config, rows, profile);
  const report = await driftReport({
    config,
    rows,
    reference: () => Promise.resolve({ profile, rows: quiet, quiet: values }),
    write: (path, text) => {
      written.set(path, text);
      return Promise.resolve();
    },
  }, dayWindow(day));
  return { report, written };
}

test("a quiet day passes, a change of unit and lost values fail, each by its own check", async () => {
  const failed = async (day: string) =>
    (await judged(day)).report.results.filter(({ verdict }) =>
      verdict === "fail"
    ).map(({ check }) => check);
  expect(await failed("2026-01-08")).toEqual([]);
  expect(await failed("2026-01-09")).toEqual(["drift/psi(column=x)"]);
  expect(await failed("2026-01-10")).toEqual([
    "validation/null_rate(column=x)",
  ]);
});

test("driftReport() writes page, JSON and rows, the rows last, and the same again", async () => {
  const first = await judged("2026-01-09"), second = await judged("2026-01-09");
  expect([...first.written.keys()]).toEqual([
    "reports/report-2026-01-09.html",
    "reports/report-2026-01-09.json",
    "results/dt=2026-01-09.ndjson",
  ]);
  expect(second.written).toEqual(first.written);
  const lines = first.written.get("results/dt=2026-01-09.ndjson")!.trim()
    .split("\n").map((line) => JSON.parse(line));
  expect(lines.map(({ system, check, window }) => [system, check, window.from]))
    .toEqual([
      ["films", "drift/psi(column=x)", "2026-01-09T00:00:00.000Z"],
      ["films", "validation/null_rate(column=x)", "2026-01-09T00:00:00.000Z"],
    ]);
});

test("driftReport() says of an alarm why it was raised, from the rows behind the reference", async () => {
  const { written } = await judged("2026-01-09");
  const [psi, nulls] = written.get("results/dt=2026-01-09.ndjson")!.trim()
    .split("\n").map((line) => JSON.parse(line));
  expect(psi.details.cause[0]).toMatch(
    /multiplied by 59.3: minutes that came in seconds/,
  );
  expect(psi.details.cause.at(-1)).toMatch(/which unit it has now/);
  expect(nulls.details.cause).toBeUndefined();
});

test("a watch that was never known on quiet days is shown and not judged", () => {
  const [made] = dayChecks(config.watches.slice(0, 1), [[null, null]]);
  expect(made?.severity).toBe("info");
});

test("daysOf() is half open, dayWindow() refuses what is no day", () => {
  expect(daysOf(config.reference)).toEqual([
    "2026-01-01",
    "2026-01-02",
    "2026-01-03",
    "2026-01-04",
    "2026-01-05",
    "2026-01-06",
    "2026-01-07",
  ]);
  expect(() => dayWindow("2026-02-30")).toThrow(
    'Cannot use day "2026-02-30": a date such as "2026-02-16" is needed',
  );
});
