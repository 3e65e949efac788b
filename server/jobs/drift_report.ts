import {
  adviseOn,
  type Cause,
  type Profile,
  type Report,
  reportOn,
  type Result,
  type Table,
  tellCause,
  tellTogether,
  type WindowCounts,
} from "../../lib/mod.ts";
import type { MonitorConfig } from "../systems/monitor.ts";
import { dayChecks, type QuietValues } from "./calibrate.ts";
import { dayDrift } from "./window_drift.ts";
import type { Window } from "./window.ts";

/** What the job needs from outside. */
export interface DriftReportDeps {
  readonly config: MonitorConfig;
  /** The rows of a window. */
  readonly rows: (window: Window) => Promise<Table>;
  /** The reference, scanned once, and the values of its quiet days. */
  readonly reference: () => Promise<
    {
      readonly profile: Profile;
      readonly rows: Table;
      readonly quiet: QuietValues;
    }
  >;
  /** The counted windows that a day is judged by: from the reference on, the day among them. */
  readonly windows: (day: string) => Promise<readonly WindowCounts[]>;
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
  { config, rows, reference, windows, write }: DriftReportDeps,
  window: Window,
): Promise<Report> {
  const day = window.from.slice(0, 10);
  const { profile, quiet, rows: referenceRows } = await reference();
  // Windows vary as their people do: rows of one person need not be counted as fewer once more.
  const { entity: _, ...roles } = config.roles;
  const drift = dayDrift(await windows(day), day, config);
  const report = await reportOn(
    { current: await rows(window), reference: profile },
    {
      ...roles,
      checks: [...drift.checks, ...dayChecks(config.watches, quiet)],
      alarm: drift.alarm,
      window,
      referenceRows,
      name:
        `${config.system} on ${day} against ${config.reference.from} to ${config.reference.to}`,
    },
  );
  await write(`reports/report-${day}.html`, report.html());
  await write(
    `reports/report-${day}.json`,
    `${JSON.stringify(report.json(), null, 1)}\n`,
  );
  const causes = causesOf(report.why.causes);
  const lines = report.results.map((result): ResultRow => ({
    system: config.system,
    ...withCause(result, causes),
  }));
  await write(
    `results/dt=${day}.ndjson`,
    lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
  );
  return report;
}

/** Why each column changed and what to do, as sentences. */
function causesOf(
  causes: readonly Cause[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(causes.flatMap((cause) =>
    cause.columns.map((column) => {
      const together = tellTogether(cause);
      return [column.column, [
        ...(together ? [together] : []),
        ...tellCause(column),
        adviseOn(column),
      ]] as const;
    })
  ));
}

/** A result in alarm with its column's cause in the details. */
function withCause(
  result: Result,
  causes: ReadonlyMap<string, readonly string[]>,
): Result {
  const { verdict, columns: { column }, details } = result;
  const cause = typeof column === "string" ? causes.get(column) : undefined;
  return cause && (verdict === "fail" || verdict === "warn")
    ? { ...result, details: { ...details, cause } }
    : result;
}
