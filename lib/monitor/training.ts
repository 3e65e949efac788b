import { type RollUp, rollUpsOf } from "./budget.ts";
import { judgeWindow, type WindowVerdict } from "./judge_window.ts";
import {
  type HistoryOptions,
  plannedSteps,
  REPLAY_DEFAULTS,
} from "./replay.ts";
import { widthOf } from "./season.ts";
import type { WindowCounts } from "./window_counts.ts";

/** How far a history has gone from its first windows: the slower, fixed reference. */
export interface TrainingTrend {
  /** Windows of the fixed reference. */
  readonly reference: number;
  readonly rollUp: RollUp;
  readonly verdicts: readonly WindowVerdict[];
  /** Columns out in any of them: when first, in how many, and the change in the last of these. */
  readonly columns: readonly ColumnTrend[];
}

/** One column against the fixed reference. */
export interface ColumnTrend {
  readonly column: string;
  readonly since: number;
  readonly out: number;
  /** Share of the rows that moved in the last of them. */
  readonly change: number;
  readonly explanation: string;
}

/**
 * Compares a history with its first windows, week by week (or window by window where those are longer): how far from
 * training, where the rolling reference asks what broke.
 *
 * A slow drift that a rolling reference follows adds up here; so does a wandering world that nothing is wrong with, so it is
 * shown as effect and trend. Shape: windows in time order -> verdicts; undefined where nothing follows the reference.
 */
export function trainingTrend(
  windows: readonly WindowCounts[],
  options: Partial<HistoryOptions> = {},
): TrainingTrend | undefined {
  const ask = { ...REPLAY_DEFAULTS, ...options };
  const rollUps = rollUpsOf(widthOf(windows), ask.budget);
  const rollUp = rollUps.find(({ name }) => name === "week") ?? rollUps[0]!;
  const planned = plannedSteps(windows, rollUps, ask);
  const first = planned[0]?.first;
  if (first === undefined) return undefined;
  const reference = windows.slice(0, first);
  const verdicts = planned.filter((step) => step.rollUp === rollUp)
    .map(({ first, end }) =>
      judgeWindow(reference, windows.slice(first, end), {
        season: ask.season,
        margin: ask.margin,
        robust: ask.robust,
        level: rollUp.level,
      })
    );
  return verdicts.length
    ? { reference: first, rollUp, verdicts, columns: trendsOf(verdicts) }
    : undefined;
}

function trendsOf(verdicts: readonly WindowVerdict[]): readonly ColumnTrend[] {
  const found = new Map<string, ColumnTrend>();
  for (const { from, columns } of verdicts) {
    for (const { column, verdict, change, explanation } of columns) {
      if (verdict !== "fail") continue;
      const before = found.get(column);
      found.set(column, {
        column,
        since: before?.since ?? from,
        out: (before?.out ?? 0) + 1,
        change: change ?? 0,
        explanation,
      });
    }
  }
  return [...found.values()].sort((a, b) =>
    b.out - a.out || Math.abs(b.change) - Math.abs(a.change)
  );
}
