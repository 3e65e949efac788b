import {
  type Profile,
  type Report,
  reportOn,
  type Result,
  type Table,
} from "../../lib/mod.ts";
import type { MonitorConfig } from "../systems/monitor.ts";
import { dayChecks, type QuietValues } from "./calibrate.ts";
import type { Window } from "./window.ts";

/** What the job needs from outside. */
export interface DriftReportDeps {
  readonly config: MonitorConfig;
  /** The rows of a window. */
  readonly rows: (window: Window) => Promise<Table>;
  /** The reference, scanned once, and the values of its quiet days. */
  readonly reference: () => Promise<
    { readonly profile: Profile; readonly quiet: QuietValues }
  >;
  /** Puts a whole file in its place, or nothing. */
  readonly write: (path: string, text: string) => Promise<void>;
}

/** A result as a row of history: which system it is of stands beside it. */
export type ResultRow = Result & { readonly system: string };

/**
 * Judges one window against the reference and writes the report as HTML and JSON, and its results as rows.
 *
 * Running it twice for a window writes the same rows. The results come last: a window with results has its report.
 * Errors: those of `reportOn`; nothing half-written.
 */
export async function driftReport(
  { config, rows, reference, write }: DriftReportDeps,
  window: Window,
): Promise<Report> {
  const day = window.from.slice(0, 10);
  const { profile, quiet } = await reference();
  const report = await reportOn(
    { current: await rows(window), reference: profile },
    {
      ...config.roles,
      checks: dayChecks(config.watches, quiet),
      window,
      name:
        `${config.system} on ${day} against ${config.reference.from} to ${config.reference.to}`,
    },
  );
  await write(`reports/report-${day}.html`, report.html());
  await write(
    `reports/report-${day}.json`,
    `${JSON.stringify(report.json(), null, 1)}\n`,
  );
  const lines = report.results.map((result): ResultRow => ({
    system: config.system,
    ...result,
  }));
  await write(
    `results/dt=${day}.ndjson`,
    lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
  );
  return report;
}
