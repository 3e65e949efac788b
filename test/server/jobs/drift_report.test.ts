import { afterAll, beforeAll, expect, test } from "vitest";
import {
  atMost,
  type CheckableUnit,
  column,
  countWindows,
  nullRate,
  planWindows,
  profilesOf,
  sql,
  type Table,
  windowGrid,
} from "../../../lib/mod.ts";
import { type DuckDb, openDuckDb } from "../../../lib/native/mod.ts";
import {
  dayChecks,
  daysOf,
  quietValues,
} from "../../../server/jobs/calibrate.ts";
import { driftReport } from "../../../server/jobs/drift_report.ts";
import { dayDrift } from "../../../server/jobs/window_drift.ts";
import { dayWindow, type Window } from "../../../server/jobs/window.ts";
import type { MonitorConfig } from "../../../server/systems/monitor.ts";

const unit = (measure: unknown) => measure as CheckableUnit;
const quiet = (quiet: readonly number[]) =>
  atMost(3 * Math.max(...quiet) + 0.02);
const config: MonitorConfig = {
  system: "films",
  title: "Films",
  reference: { from: "2026-01-01", to: "2026-01-15" },
  roles: { time: "ts" },
  slices: [],
  drift: { fail: ["x"], warn: ["y"] },
  watches: [{ unit: unit(nullRate), roles: { column: "x" }, rule: quiet }],
  schedule: "0 * * * *",
  settleHours: 0,
};

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
  // Seventeen days; the unit of x changes on the 16th, half of it is lost on the 17th.
  await engine.run(sql`create table shown as
    select timestamp '2026-01-01' + to_days(d::integer) + to_seconds(i::integer) as ts,
      case when d = 16 and i % 2 = 0 then null
        else ((i * 7919 + d * 31) % 1000) / 10.0 * case when d = 15 then 60 else 1 end end as x,
      (i * 31 + d) % 3 = 0 as y
    from range(17) a(d), range(4000) b(i)`);
});
afterAll(() => engine.close());

const rows = ({ from, to }: Window): Promise<Table> =>
  Promise.resolve({
    name: from.slice(0, 10),
    engine,
    relation:
      sql`(select * from shown where ts >= ${from}::timestamptz::timestamp and ts < ${to}::timestamptz::timestamp)`,
    columns: [
      column("ts", "TIMESTAMP"),
      column("x", "DOUBLE"),
      column("y", "BOOLEAN"),
    ],
    files: [],
    notes: [],
  });

const until = (to: string) =>
  rows({ from: "2026-01-01T00:00:00Z", to: `${to}T00:00:00Z` });

/** All days up to that one, or to the end of the reference. */
async function windows(day: string) {
  const reference = await until("2026-01-15");
  const last = day < "2026-01-14" ? "2026-01-14" : day;
  const table = await until(
    new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10),
  );
  return await countWindows(
    table,
    await windowGrid(table, "ts", 86_400_000),
    await planWindows(reference, reference.columns.slice(1)),
  );
}

async function judged(day: string) {
  const written = new Map<string, string>();
  const quiet = await until("2026-01-15");
  const { current: profile } = await profilesOf({ current: quiet });
  const values = await quietValues(config, rows, profile);
  const report = await driftReport({
    config,
    rows,
    reference: () => Promise.resolve({ profile, rows: quiet, quiet: values }),
    windows,
    write: (path, text) => {
      written.set(path, text);
      return Promise.resolve();
    },
  }, dayWindow(day));
  return { report, written };
}

test("quiet days pass, a change of unit and lost values fail by the column's drift", async () => {
  const failed = async (day: string) =>
    (await judged(day)).report.results.filter(({ verdict }) =>
      verdict === "fail"
    ).map(({ check, details }) => `${check} ${details.axis ?? ""}`);
  expect(await failed("2026-01-08")).toEqual([]);
  expect(await failed("2026-01-15")).toEqual([]);
  expect(await failed("2026-01-16")).toEqual(["drift/change(column=x) body"]);
  expect(await failed("2026-01-17")).toEqual([
    "drift/change(column=x) missing",
    "validation/null_rate(column=x) ",
  ]);
});

test("the report promises what the budget allows, on the ground of a replay", async () => {
  const { report } = await judged("2026-01-16");
  expect(report.alarm).toMatchObject({
    expectedFalseAlarms: 1 / 90,
    basis: "replay",
    windows: 2,
  });
  expect(report.honesty[0]).toContain(
    "Expected false alarms: at most 0.33 a month if days vary as they did (budget).",
  );
});

test("dayDrift() of a column that a deployment moves is a warning, of a day without rows a mistake", async () => {
  const own = { ...config, drift: { fail: ["y"], warn: ["x"] } };
  const { checks } = dayDrift(
    await windows("2026-01-16"),
    "2026-01-16",
    own,
  );
  expect(checks.map(({ name, severity }) => [name, severity])).toEqual([
    ["drift/change(column=x)", "warn"],
    ["drift/change(column=y)", "fail"],
  ]);
  expect(() => dayDrift([], "2026-01-16", own)).toThrow(
    'Cannot judge day "2026-01-16": it has no rows, one or more are needed',
  );
});

test("driftReport() writes page, JSON and rows, the rows last, and the same again", async () => {
  const first = await judged("2026-01-16"), second = await judged("2026-01-16");
  expect([...first.written.keys()]).toEqual([
    "reports/report-2026-01-16.html",
    "reports/report-2026-01-16.json",
    "results/dt=2026-01-16.ndjson",
  ]);
  expect(second.written).toEqual(first.written);
  const lines = first.written.get("results/dt=2026-01-16.ndjson")!.trim()
    .split("\n").map((line) => JSON.parse(line));
  expect(lines.map(({ system, check, window }) => [system, check, window.from]))
    .toEqual([
      ["films", "drift/change(column=x)", "2026-01-16T00:00:00.000Z"],
      ["films", "drift/change(column=y)", "2026-01-16T00:00:00.000Z"],
      ["films", "validation/null_rate(column=x)", "2026-01-16T00:00:00.000Z"],
    ]);
});

test("driftReport() says of an alarm why it was raised, from the rows behind the reference", async () => {
  const { written } = await judged("2026-01-16");
  const [change, , nulls] = written.get("results/dt=2026-01-16.ndjson")!.trim()
    .split("\n").map((line) => JSON.parse(line));
  expect(change.details.cause[0]).toMatch(
    /multiplied by 59.9: minutes that came in seconds/,
  );
  expect(change.details.cause.at(-1)).toMatch(/which unit it has now/);
  expect(nulls.details.cause).toBeUndefined();
});

test("a watch that was never known on quiet days is shown and not judged", () => {
  const [made] = dayChecks(config.watches.slice(0, 1), [[null, null]]);
  expect(made?.severity).toBe("info");
});

test("daysOf() is half open, dayWindow() refuses what is no day", () => {
  const days = daysOf(config.reference);
  expect([days.length, days[0], days.at(-1)])
    .toEqual([14, "2026-01-01", "2026-01-14"]);
  expect(() => dayWindow("2026-02-30")).toThrow(
    'Cannot use day "2026-02-30": a date such as "2026-02-16" is needed',
  );
});
