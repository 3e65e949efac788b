import {
  type Budget,
  ONE_IN_A_QUARTER,
  type RollUp,
  rollUpsOf,
  startOf,
} from "./budget.ts";
import { cleanWindows } from "./clean_windows.ts";
import { type Episode, episodesOf } from "./episodes.ts";
import { fitColumns, type FitSides } from "./fit_columns.ts";
import { verdictOf, type WindowVerdict } from "./judge_window.ts";
import type { Priors } from "./priors.ts";
import { calendarOf, sameSeason, type Season, widthOf } from "./season.ts";
import type { WindowCounts } from "./window_counts.ts";

/** How a history is gone through. */
export interface HistoryOptions {
  /** What recurs, defaults to "week". */
  readonly season: Season;
  /** How many times the minimum that matters a change must exceed, defaults to 1. */
  readonly margin: number;
  /** Whether reference windows that hold an incident are left out, defaults to true. */
  readonly robust: boolean;
  /** Clean windows of the rolling reference, defaults to 28. */
  readonly reference: number;
  /** Windows that are reference only, at the beginning; defaults to null, `reference` or half of a short history, at least 8. */
  readonly start: number | null;
  /** Windows between the newest reference window and the one judged: what the live monitor waits for; defaults to 0. */
  readonly lag: number;
  /** A window is in alarm when that many of the last three are out, itself among them; defaults to 1. */
  readonly need: 1 | 2;
  /** What may be spent on false alarms, defaults to one episode in 90 days. */
  readonly budget: Budget;
  /** Judges the windows only, at this level, instead of spending a budget; defaults to none. */
  readonly level: number | null;
}

/** The defaults of `replay`. */
export const REPLAY_DEFAULTS: HistoryOptions = {
  season: "week",
  margin: 1,
  robust: true,
  reference: 28,
  start: null,
  lag: 0,
  need: 1,
  budget: ONE_IN_A_QUARTER,
  level: null,
};

/** One window or roll-up as the live monitor would have judged it. */
export interface ReplayStep {
  readonly rollUp: RollUp;
  /** The windows it is made of: places `[first, end)` in the history. */
  readonly first: number;
  readonly end: number;
  readonly verdict: WindowVerdict;
  /** Columns in alarm: out often enough. */
  readonly alarmed: readonly string[];
  /** Columns whose reference begins anew, after more windows in alarm than out of it. */
  readonly renewed: readonly string[];
  /** What all columns had in common, to judge one of them again. */
  readonly priors: Priors;
}

/** A history as the live monitor would have judged it. */
export interface Replay {
  readonly steps: readonly ReplayStep[];
  readonly rollUps: readonly RollUp[];
  /** Stories of alarms: windows that overlap or lie at most two windows apart. */
  readonly episodes: readonly Episode[];
}

/** Fewer windows of reference, and nothing is judged in a replay. */
const LEAST_REFERENCE = 8;

/**
 * Judges each window of a history from windows before it, at the lag of the live monitor, and their roll-ups as they end.
 *
 * The reference rolls: the last clean windows, those in alarm left out for the columns that were. A column that is in alarm
 * for longer than it takes to fill half a reference is taken as it is now. The first windows are reference only: `reference`
 * of them, or half of the history where that is short, at least 8. Roll-ups are judged against windows before them, when
 * half of their windows are there. Shape: windows in time order -> steps in the order in which they could be judged.
 */
export function replay(
  windows: readonly WindowCounts[],
  options: Partial<HistoryOptions> = {},
): Replay {
  const ask = { ...REPLAY_DEFAULTS, ...options }, width = widthOf(windows);
  const rollUps = ask.level === null
    ? rollUpsOf(width, ask.budget)
    : [{ name: "window", length: width, windows: 1, level: ask.level }];
  const steps: ReplayStep[] = [], alarms = alarmLog(ask.need);
  let follows: ReadonlyMap<string, string> = new Map();
  for (const { rollUp, first, end } of plannedSteps(windows, rollUps, ask)) {
    const { sides, renewed } = sidesOf(windows, first, end, ask, alarms.was);
    const found = fitColumns({ ...sides, follows });
    follows = found.notJudged;
    const verdict = verdictOf(sides, found, { ...ask, level: rollUp.level });
    const out = verdict.columns.filter(({ verdict }) => verdict === "fail")
      .map(({ column }) => column);
    steps.push({
      rollUp,
      first,
      end,
      verdict,
      alarmed: alarms.add(windows.slice(first, end), out, end - first > 1),
      renewed,
      priors: found.priors,
    });
  }
  return { steps, rollUps, episodes: episodesIn(steps, width) };
}

/** The windows in alarm of a replay as episodes. */
export function episodesIn(
  steps: readonly ReplayStep[],
  width: number,
): readonly Episode[] {
  return episodesOf(
    steps.filter(({ alarmed }) => alarmed.length)
      .map(({ verdict: { from, to } }) => ({ from, to })),
    2 * width,
  );
}

/** What is judged, in the order in which it could be: windows as they come, roll-ups as they end. */
export function plannedSteps(
  windows: readonly WindowCounts[],
  rollUps: readonly RollUp[],
  { reference, lag, start: given }: Pick<
    HistoryOptions,
    "reference" | "lag" | "start"
  >,
): readonly Pick<ReplayStep, "rollUp" | "first" | "end">[] {
  const start = lag +
    (given ?? Math.min(
      reference,
      Math.max(LEAST_REFERENCE, windows.length >> 1),
    ));
  const [base, ...longer] = rollUps;
  const steps: Pick<ReplayStep, "rollUp" | "first" | "end">[] = [];
  const begun = longer.map(() => 0);
  windows.forEach(({ from, to }, i) => {
    longer.forEach((rollUp, k) => {
      const first = begun[k]!;
      const own = startOf(windows[first]!.from, rollUp.length);
      if (startOf(from, rollUp.length) === own) return;
      closed(rollUp, first, i);
      begun[k] = i;
    });
    if (i >= start) steps.push({ rollUp: base!, first: i, end: i + 1 });
    longer.forEach((rollUp, k) => {
      const first = begun[k]!;
      const own = startOf(windows[first]!.from, rollUp.length);
      if (first <= i && to >= own + rollUp.length) {
        closed(rollUp, first, i + 1);
        begun[k] = i + 1;
      }
    });
  });
  return steps;

  function closed(rollUp: RollUp, first: number, end: number) {
    if (first >= start && end - first >= Math.max(2, rollUp.windows / 2)) {
      steps.push({ rollUp, first, end });
    }
  }
}

/** What a step is judged on: the clean windows before it. */
export function sidesOf(
  windows: readonly WindowCounts[],
  first: number,
  end: number,
  { reference, lag, season, robust }: Pick<
    HistoryOptions,
    "reference" | "lag" | "season" | "robust"
  >,
  wasInAlarm: (column: string, from: number) => boolean,
): { readonly sides: FitSides; readonly renewed: readonly string[] } {
  const last = Math.max(0, first - lag);
  const now = windows.slice(first, end);
  const before = windows.slice(Math.max(0, last - 2 * reference), last);
  const { skip, renewed } = cleanWindows(before, reference, wasInAlarm);
  const history = sameSeason(before, now, season);
  return {
    sides: {
      history,
      now,
      calendar: calendarOf(history, now, season),
      skip,
      robust,
    },
    renewed,
  };
}

/** Which windows were in alarm for which column, and the rule that decides it. */
export function alarmLog(need: 1 | 2) {
  const alarmed = new Map<string, Set<number>>();
  const recent: { from: number; out: readonly string[] }[] = [];
  const mark = (column: string, from: number) =>
    (alarmed.get(column) ?? alarmed.set(column, new Set()).get(column)!)
      .add(from);
  return {
    was: (column: string, from: number) =>
      alarmed.get(column)?.has(from) ?? false,
    add(
      windows: readonly WindowCounts[],
      out: readonly string[],
      rolledUp: boolean,
    ): readonly string[] {
      if (rolledUp) {
        for (const { from } of windows) out.forEach((name) => mark(name, from));
        return out;
      }
      recent.push({ from: windows[0]!.from, out });
      if (recent.length > 3) recent.shift();
      return out.filter((name) => {
        const own = recent.filter(({ out }) => out.includes(name));
        if (own.length < need) return false;
        own.forEach(({ from }) => mark(name, from));
        return true;
      });
    },
  };
}
