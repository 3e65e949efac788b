import { type AlarmRate, alarmRate } from "./backtest.ts";
import type { Episode } from "./episodes.ts";
import {
  episodesIn,
  type HistoryOptions,
  replay,
  REPLAY_DEFAULTS,
  type ReplayStep,
} from "./replay.ts";
import { widthOf } from "./season.ts";
import type { WindowCounts } from "./window_counts.ts";

/** Options chosen on the first part of a history and graded on the rest. */
export interface Calibration {
  readonly options: HistoryOptions;
  /** What was tried on the first part, in order; the last is chosen, or the one with the fewest episodes. */
  readonly tried: readonly Trial[];
  /** Where the first part ends. */
  readonly cut: number;
  /** Windows of the second part in alarm with the options chosen: an honest figure, for nothing was chosen on it. */
  readonly graded: AlarmRate & { readonly episodes: readonly Episode[] };
}

/** One set of options on the first part. */
export interface Trial {
  readonly said: string;
  readonly episodes: number;
  readonly alarms: number;
  readonly judged: number;
}

/** Fewer judged windows cannot be parted in two. */
const LEAST_JUDGED = 20;

/**
 * Chooses the rule on the first half of the judged windows, and grades it on the second.
 *
 * The plainest rule that keeps to at most one story of alarms (or what the budget allows, if that is more) is taken: a
 * window at a time; two of three windows out, for one-window shocks; twice the minimum effect; no season. If none does, the
 * one with the fewest. Shape: windows in time order -> options and their grade; undefined under 20 judged windows.
 */
export function calibrate(
  windows: readonly WindowCounts[],
  options: Partial<HistoryOptions> = {},
): Calibration | undefined {
  const ask = { ...REPLAY_DEFAULTS, ...options }, width = widthOf(windows);
  const whole = replay(windows, ask), judged = basesOf(whole.steps);
  if (judged.length < LEAST_JUDGED) return undefined;
  const middle = judged[judged.length >> 1]!;
  const cut = middle.verdict.from;
  const choices: readonly (readonly [string, Partial<HistoryOptions>])[] = [
    ["one window out", { need: 1 }],
    ["two of three windows out", { need: 2 }],
    ["two of three windows out, twice the minimum effect", {
      need: 2,
      margin: 2,
    }],
    ...(ask.season === "none" ? [] : [
      ["two of three windows out, no season", {
        need: 2,
        season: "none",
      }] as const,
    ]),
  ];
  const tried: (Trial & { readonly steps: readonly ReplayStep[] })[] = [];
  for (const [said, choice] of choices) {
    const { steps } = choice.need === ask.need && !choice.margin
      ? whole
      : replay(windows, { ...ask, ...choice });
    const first = steps.filter(({ verdict }) => verdict.to <= cut);
    const allowed = first.reduce((sum, { rollUp }) => sum + rollUp.level, 0);
    const episodes = episodesIn(first, width).length;
    tried.push({
      said,
      episodes,
      alarms: inAlarm(basesOf(first)),
      judged: basesOf(first).length,
      steps,
    });
    if (episodes <= Math.max(1, Math.ceil(allowed))) break;
  }
  const fewest = Math.min(...tried.map(({ episodes }) => episodes));
  const at = tried.findIndex(({ episodes }) => episodes === fewest);
  const chosen = tried.length < choices.length ? tried.length - 1 : at;
  const second = tried[chosen]!.steps.filter(({ verdict }) =>
    verdict.from >= cut
  );
  const bases = basesOf(second);
  return {
    options: { ...ask, ...choices[chosen]![1] },
    tried: tried.map(({ steps: _, ...trial }) => trial),
    cut,
    graded: {
      ...alarmRate(inAlarm(bases), bases.length),
      episodes: episodesIn(second, width),
    },
  };
}

function basesOf(steps: readonly ReplayStep[]): readonly ReplayStep[] {
  return steps.filter(({ first, end }) => end - first === 1);
}

function inAlarm(steps: readonly ReplayStep[]): number {
  return steps.filter(({ alarmed }) => alarmed.length).length;
}
