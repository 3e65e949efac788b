/**
 * The acceptance simulations of the alarm for one file against one file, on counts, judged by the functions that judge reports.
 *
 * A1 identical data: in how many reports any column alarms. A2 in how many repeats a change is found among 100 columns.
 * A3 columns that moved by exactly the minimum. A4 columns that held still beside some that drifted. A8 rows that come in users.
 * Each line ends in its limit; the process fails when one is missed.
 *
 * ```sh
 * deno task bench alarm [a1 a2 a3 a4 a8] [--reports 500] [--repeats 1000]
 * ```
 */
import { cpuUsage } from "node:process";
import { parseArgs } from "node:util";
import { clopperPearson } from "../../lib/math/mod.ts";
import { clusterAlarms } from "./alarm_clusters.ts";
import {
  besideDrifted,
  falseAlarms,
  margin,
  POWER,
  power,
  type Rate,
} from "./alarm_simulations.ts";

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    reports: { type: "string", default: "500" },
    repeats: { type: "string", default: "1000" },
  },
});
const reports = Number(flags.reports), repeats = Number(flags.repeats);
const asked = (part: string) =>
  !positionals.length || positionals.includes(part);

if (asked("a1")) {
  timed(
    "A1 identical data: reports with any alarm, % (upper 95 %)",
    () =>
      falseAlarms(reports).forEach((rate) =>
        line(rate, share(rate) <= 0.05 && upper(rate) <= 0.07, "at most 5 (7)")
      ),
  );
}
if (asked("a2")) {
  timed("A2 found among 100 columns, % of repeats", () => {
    const rows = [500, 1000, 2000, 5000, 20_000, 100_000, 1_000_000];
    for (const row of POWER) {
      const rates = rows.map((n) => share(power(row, n, repeats)));
      const good = rates.every((rate, i) =>
        row.from === undefined
          ? rate <= 0.003
          : rows[i]! < row.from || rate >= 0.95
      );
      console.log(
        `  ${row.name.padEnd(48)}${
          rates.map((x) => (100 * x).toFixed(1).padStart(7)).join("")
        }  ${
          row.from === undefined ? "at most 0.3" : `>= 95 from ${row.from} rows`
        }${mark(good)}`,
      );
    }
  });
}
if (asked("a3")) {
  timed(
    "A3 200 columns moved by exactly the minimum, 1 M reference rows: reports with any alarm, %",
    () =>
      margin(Math.round(reports / 2)).forEach((rate) =>
        line(rate, share(rate) <= 0.05, "at most 5")
      ),
  );
}
if (asked("a4")) {
  timed("A4 columns beside drifted ones", () => {
    for (const drifted of [5, 30]) {
      const [wrong, found] = besideDrifted(drifted, reports);
      line(wrong, share(wrong) <= 0.065, "at most 5 (+ 1.5)");
      line(found, share(found) >= 0.99, "at least 99");
    }
  });
}
if (asked("a8")) {
  timed("A8 rows of users: reports with any alarm, % (upper 95 %)", () => {
    for (
      const [users, each, icc] of [
        [1000, 10, 0.05],
        [200, 50, 0.2],
        [30, 50, 0.2],
        [8, 50, 0.2],
      ] as const
    ) {
      const [counted, ignored] = clusterAlarms(
        { users, each, icc },
        Math.round(reports / 2),
      );
      line(counted, share(counted) <= 0.065, "at most 5 (+ 1.5)");
      line(ignored, true, "for comparison");
    }
  });
}

function timed(title: string, run: () => void): void {
  console.log(title);
  const from = cpuUsage();
  run();
  console.log(`  ${(cpuUsage(from).user / 1e6).toFixed(1)} CPU s`);
}

function line(rate: Rate, good: boolean, wanted: string): void {
  console.log(
    `  ${rate.name.padEnd(48)} ${(100 * share(rate)).toFixed(2).padStart(6)} (${
      (100 * upper(rate)).toFixed(2)
    })  ${rate.hits} of ${rate.of}, ${wanted}${mark(good)}`,
  );
}

function mark(good: boolean): string {
  if (!good) Deno.exitCode = 1;
  return good ? "" : "  MISSED";
}

function share({ hits, of }: Rate): number {
  return hits / of;
}

function upper({ hits, of }: Rate): number {
  return clopperPearson(hits, of, 0.9)[1];
}
