import { holm } from "../math/mod.ts";
import {
  type ColumnReading,
  type ColumnVerdict,
  columnVerdict,
  readColumn,
} from "./column_verdict.ts";
import { type ColumnFit, fitColumn, LEAST_WINDOWS } from "./fit_column.ts";
import { followsWindows } from "./follows_windows.ts";
import { incidentsOf } from "./incidents.ts";
import { type Priors, priorsOf } from "./priors.ts";
import { rollUp } from "./roll_up.ts";
import { type Calendar, calendarOf, type Season } from "./season.ts";
import type { WindowCounts } from "./window_counts.ts";

/** How a window is judged. */
export interface JudgeOptions {
  /** Probability of any false alarm in the window, defaults to 0.05. */
  readonly level: number;
  /** What recurs, defaults to "week". */
  readonly season: Season;
  /** How many times the minimum that matters a change must exceed, defaults to 1. */
  readonly margin: number;
  /** Whether reference windows that hold an incident are left out, defaults to true. */
  readonly robust: boolean;
  /** Which reference windows are left out for a column, by their start: those that were in alarm. Defaults to none. */
  readonly skip: (column: string, from: number) => boolean;
}

/** The defaults of `judgeWindow`. */
export const JUDGE_DEFAULTS: JudgeOptions = {
  level: 0.05,
  season: "week",
  margin: 1,
  robust: true,
  skip: () => false,
};

/** The verdict over one window, or over several rolled up to one. */
export interface WindowVerdict {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly verdict: "fail" | "unknown" | "pass";
  readonly level: number;
  /** Columns with the smallest p-value first. */
  readonly columns: readonly ColumnVerdict[];
  /** Columns that are not judged, each with its reason. */
  readonly notJudged: ReadonlyMap<string, string>;
  /** Reference windows there were, from the first start to the last end. */
  readonly reference: {
    readonly from: number | null;
    readonly to: number | null;
    readonly windows: number;
  };
  /** What windows were matched by. */
  readonly matched: string;
  /** What could not be done, in sentences. */
  readonly notes: readonly string[];
  /** The largest of the columns' smallest visible changes, in share of rows; null where nothing was judged. */
  readonly leastVisible: number | null;
}

/**
 * Judges a window against reference windows: does any column differ by more than windows differ by nature, and by more than
 * the minimum that matters?
 *
 * Every question is about a share (missing, rows up to an edge, rows with a value), on the scale of the arcsine of its root:
 * compared with the mean of like windows, by the variance between windows moderated over all columns (limma's eBayes), never
 * under sampling noise; Bonferroni within a column, Holm over columns. Several current windows are judged as one, with the
 * variance that neighbouring windows of the reference have together. Under 8 reference windows all of them are one file
 * (`drift/change`'s tests), and a note says that natural variation is not known. Shape: reference windows in time order, one
 * or more current ones -> verdict. Edge cases: no rows, no reference, other keys, columns that follow time: each has its
 * verdict or reason. Errors: RangeError for no current window, or a level outside 0..1. Source: Smyth 2004; Holm 1979.
 */
export function judgeWindow(
  history: readonly WindowCounts[],
  current: WindowCounts | readonly WindowCounts[],
  options: Partial<JudgeOptions> = {},
): WindowVerdict {
  const ask = { ...JUDGE_DEFAULTS, ...options };
  const now = Array.isArray(current)
    ? current as readonly WindowCounts[]
    : [current as WindowCounts];
  if (!(ask.level > 0 && ask.level < 1)) {
    throw new RangeError(
      `Cannot judge at level "${ask.level}": more than 0 and less than 1 is needed`,
    );
  }
  const { from, to, rows } = rollUp(now);
  const calendar = calendarOf(history, now, ask.season);
  const { fits, priors, notJudged } = fitColumns(history, now, calendar, ask);
  const columns = judgeFits(fits, priors, ask, fits.length);
  const seen = columns.map(({ leastVisible }) => leastVisible)
    .filter((x) => x !== null);
  return {
    from,
    to,
    rows,
    verdict: columns.some(({ verdict }) => verdict === "fail")
      ? "fail"
      : columns.some(({ verdict }) => verdict === "unknown") || !columns.length
      ? "unknown"
      : "pass",
    level: ask.level,
    columns,
    notJudged,
    reference: {
      from: history[0]?.from ?? null,
      to: history.at(-1)?.to ?? null,
      windows: history.length,
    },
    matched: calendar.matched,
    notes: notesOf(fits, calendar, history),
    leastVisible: seen.length ? Math.max(...seen) : null,
  };
}

/** Fits every column of the current windows, leaves incidents out, and draws the priors. */
export function fitColumns(
  history: readonly WindowCounts[],
  now: readonly WindowCounts[],
  calendar: Calendar,
  { robust, skip }: Pick<JudgeOptions, "robust" | "skip">,
): {
  readonly fits: readonly ColumnFit[];
  readonly priors: Priors;
  readonly notJudged: ReadonlyMap<string, string>;
} {
  const notJudged = new Map<string, string>(), names: string[] = [];
  for (
    const name of new Set(now.flatMap(({ columns }) => [...columns.keys()]))
  ) {
    const past = history.flatMap(({ columns }) => columns.get(name) ?? []);
    const reason = followsWindows(past);
    if (reason) notJudged.set(name, reason);
    else names.push(name);
  }
  const fitted = (name: string, priors?: Priors, leftOut?: readonly number[]) =>
    fitColumn(name, history, now, calendar, {
      skip: (place) => skip(name, history[place]!.from),
      ...(priors ? { rhoOf: (kind) => priors.get(kind)!.rho } : {}),
      ...(leftOut ? { leftOut } : {}),
    });
  let fits = names.map((name) => fitted(name));
  for (let round = 0; round < 3; round++) {
    const typical = priorsOf(fits, "typical");
    let changed = false;
    fits = fits.map((fit) => {
      const incidents = robust ? incidentsOf(fit, typical, calendar) : [];
      if (!incidents.length && (round || !fit.uneven)) return fit;
      changed = true;
      return fitted(fit.name, typical, [...fit.leftOut, ...incidents]);
    });
    if (!changed) break;
  }
  return { fits, priors: priorsOf(fits), notJudged };
}

/** Judges fitted columns as part of a family of so many. */
export function judgeFits(
  fits: readonly ColumnFit[],
  priors: Priors,
  { level, margin }: Pick<JudgeOptions, "level" | "margin">,
  family: number,
): readonly ColumnVerdict[] {
  const readings = fits.map((fit): ColumnReading =>
    readColumn(fit, priors, { level: level / Math.max(1, family), margin })
  );
  const judged = readings.filter(({ pValue }) => pValue !== null);
  const missing = Math.max(0, family - judged.length);
  const adjusted = holm([
    ...judged.map(({ pValue }) => pValue!),
    ...Array.from({ length: missing }, () => 1),
  ]);
  return readings.map((reading) => {
    const at = judged.indexOf(reading);
    return columnVerdict(reading, at < 0 ? null : adjusted[at]!, level);
  }).sort((a, b) =>
    (a.adjusted ?? 2) - (b.adjusted ?? 2) || (a.pValue ?? 2) - (b.pValue ?? 2)
  );
}

function notesOf(
  fits: readonly ColumnFit[],
  { notes }: Calendar,
  history: readonly WindowCounts[],
): readonly string[] {
  const few = fits.filter(({ reason, used }) =>
    reason === undefined && used.length < LEAST_WINDOWS
  );
  const found = [...notes];
  if (few.length) {
    const windows = Math.max(...few.map(({ used }) => used.length));
    found.push(
      `Natural variation is not known${
        few.length < fits.length
          ? ` of ${few.length} of ${fits.length} columns`
          : ""
      }: ${windows} reference window${
        windows === 1 ? "" : "s"
      }, ${LEAST_WINDOWS} are needed`,
    );
  }
  const leftOut = new Map<number, string[]>();
  for (const { name, leftOut: places } of fits) {
    for (const place of places) {
      leftOut.set(place, [...(leftOut.get(place) ?? []), name]);
    }
  }
  for (const [place, names] of [...leftOut].sort((a, b) => a[0] - b[0])) {
    found.push(
      `Left out of the reference as an incident: ${
        new Date(history[place]!.from).toISOString().slice(0, 16)
      } (${names.slice(0, 3).join(", ")}${
        names.length > 3 ? ` and ${names.length - 3} more` : ""
      })`,
    );
  }
  return found;
}
