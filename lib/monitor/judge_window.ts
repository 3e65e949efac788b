import { holm } from "../math/mod.ts";
import {
  type ColumnReading,
  type ColumnVerdict,
  columnVerdict,
  readColumn,
} from "./column_verdict.ts";
import { type ColumnFit, LEAST_ROWS, LEAST_WINDOWS } from "./fit_column.ts";
import {
  type ColumnFits,
  fitColumns,
  type FitSides,
  type Skip,
} from "./fit_columns.ts";
import type { Priors } from "./priors.ts";
import {
  type Calendar,
  calendarOf,
  sameSeason,
  type Season,
} from "./season.ts";
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
  readonly skip: Skip;
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
  if (!now.length) {
    throw new RangeError(
      "Cannot judge a window: there is none, one or more are needed",
    );
  }
  const near = sameSeason(history, now, ask.season);
  const calendar = calendarOf(near, now, ask.season);
  const found = fitColumns({ history: near, now, calendar, ...ask });
  return verdictOf({ history: near, now, calendar }, found, ask);
}

/** The verdict over fitted columns. */
export function verdictOf(
  { history, now, calendar }: Pick<FitSides, "history" | "now" | "calendar">,
  { fits, priors, notJudged }: ColumnFits,
  ask: Pick<JudgeOptions, "level" | "margin">,
): WindowVerdict {
  const columns = judgeFits(fits, priors, ask, fits.length);
  const seen = columns.map(({ leastVisible }) => leastVisible)
    .filter((x) => x !== null);
  return {
    from: Math.min(...now.map(({ from }) => from)),
    to: Math.max(...now.map(({ to }) => to)),
    rows: now.reduce((sum, { rows }) => sum + rows, 0),
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
  const few = fits.filter(({ reason, isKnown }) =>
    reason === undefined && !isKnown
  );
  const found = [...notes];
  if (few.length) {
    const windows = Math.max(...few.map(({ used }) => used.length));
    const rows = Math.max(
      ...few.map(({ reference }) =>
        reference.reduce((sum, { rows }) => sum + rows, 0)
      ),
    );
    found.push(
      `Natural variation is not known${
        few.length < fits.length
          ? ` of ${few.length} of ${fits.length} columns`
          : ""
      }: ${windows} reference window${
        windows === 1 ? "" : "s"
      } of ${rows} rows, ${LEAST_WINDOWS} of ${LEAST_ROWS} are needed`,
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
