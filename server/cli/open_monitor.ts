import { join } from "node:path";
import {
  type Profile,
  profilesOf,
  type Report,
  type Table,
  type WindowCounts,
} from "../../lib/mod.ts";
import { type DuckDb, openDuckDb } from "../../lib/native/mod.ts";
import { type QuietValues, quietValues } from "../jobs/calibrate.ts";
import { driftReport } from "../jobs/drift_report.ts";
import { dayWindow } from "../jobs/window.ts";
import type { MonitorConfig } from "../systems/monitor.ts";
import { dayCounts, daysFor } from "./day_counts.ts";
import type { StreamflixRows } from "./streamflix_rows.ts";
import { writeAtomic } from "./write_atomic.ts";

/** A monitor ready to judge days. */
export interface Monitor {
  /** Judges a day and writes its report and results below the folder. */
  judge(day: string): Promise<Report>;
  /** The counted windows of all days from the reference on. */
  history(): Promise<readonly WindowCounts[]>;
  /** Days that may be judged at `now` and are not, oldest first. */
  missing(now: number): Promise<readonly string[]>;
  /** The path of a stored file, "report-2026-02-16.html". */
  reportPath(name: string): string;
  /** The glob of all results. */
  readonly results: string;
  /** Lets what runs end early, with an error. */
  stop(): void;
  close(): void;
}

/**
 * Opens the monitor of a system over its rows; reports and results are written below `out`.
 *
 * One thread, so that the server keeps the other. The reference is scanned once, at the first day that is judged; what
 * its quiet days gave is kept in a file.
 */
export function openMonitor(
  config: MonitorConfig,
  rows: StreamflixRows,
  out: string,
): Monitor {
  let opened: Promise<DuckDb> | undefined, known: ReturnType<typeof scan>;
  const engine = () => opened ??= openDuckDb({ threads: 1 });
  let stopped = false;
  const table = async (window: { from: string; to: string }) => {
    if (stopped) throw new Error("Cannot go on: the monitor was stopped");
    return await rows.table(await engine(), window);
  };

  const counts = dayCounts(config, table, out);

  async function scan(): Promise<
    { profile: Profile; rows: Table; quiet: QuietValues }
  > {
    const { from, to } = config.reference;
    const current = {
      ...await table({ from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` }),
      name: `${config.system} ${from} to ${to}`,
    };
    const { current: profile } = await profilesOf({ current });
    const path = join(out, "results", `quiet-${from}.json`);
    const names = JSON.stringify(
      config.watches.map(({ unit, roles }) => [unit.id, roles]),
    );
    const stored = await Deno.readTextFile(path).then(JSON.parse)
      .catch(() => undefined);
    if (stored?.names === names) {
      return { profile, rows: current, quiet: stored.quiet };
    }
    const quiet = await quietValues(config, table, profile);
    await writeAtomic(path, JSON.stringify({ names, quiet }));
    return { profile, rows: current, quiet };
  }

  return {
    async history() {
      const days = rows.days().filter((day) => day >= config.reference.from);
      return await counts.of(days, "");
    },
    results: join(out, "results", "dt=*.ndjson"),
    reportPath: (name) => join(out, "reports", name),
    async judge(day) {
      return await driftReport({
        config,
        rows: table,
        reference: () =>
          known ??= scan().catch((error) => {
            known = undefined as never;
            throw error;
          }),
        windows: (day) =>
          counts.of(daysFor(day, rows.days(), config.reference), day),
        write: (path, text) => writeAtomic(join(out, path), text),
      }, dayWindow(day));
    },
    async missing(now) {
      const settled = Number.isFinite(now)
        ? new Date(now - config.settleHours * 3_600_000).toISOString()
          .slice(0, 10)
        : "9999-12-31";
      const done = new Set<string>();
      for await (const name of namesIn(join(out, "results"))) {
        done.add(name.slice(3, 13));
      }
      return rows.days().filter((day) =>
        day >= config.reference.from && day < settled && !done.has(day)
      );
    },
    stop: () => void (stopped = true),
    close: () => void opened?.then((engine) => engine.close()),
  };
}

async function* namesIn(folder: string): AsyncGenerator<string> {
  try {
    for await (const { name } of Deno.readDir(folder)) yield name;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
