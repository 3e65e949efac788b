import { clopperPearson } from "../math/mod.ts";
import type { RollUp } from "./budget.ts";
import { delayOf, type FaultDelay } from "./delays.ts";
import type { Episode } from "./episodes.ts";
import { COUNT_FAULTS } from "./faults.ts";
import { middle } from "./middle.ts";
import {
  type HistoryOptions,
  replay,
  REPLAY_DEFAULTS,
  type ReplayStep,
} from "./replay.ts";
import type { WindowCounts } from "./window_counts.ts";

/** What a replay of past windows says of a monitor. */
export interface Backtest {
  readonly options: HistoryOptions;
  readonly steps: readonly ReplayStep[];
  /** Windows judged, those in alarm, and the share that more than so many would belie (95 %). */
  readonly windows: AlarmRate;
  /** The same of each roll-up, the windows first. */
  readonly rollUps: readonly (AlarmRate & { readonly rollUp: RollUp })[];
  /** Stories of alarms, of all roll-ups together. */
  readonly episodes: readonly Episode[];
  /** False-alarm episodes that the budget allows in the time replayed. */
  readonly expectedEpisodes: number;
  /** Delay of faults put into the history. */
  readonly faults: readonly FaultDelay[];
  /** The smallest change that could be seen in one window; null where nothing was judged. */
  readonly leastVisible: Visible | null;
  /** Columns that were not judged, with the reason. */
  readonly notJudged: ReadonlyMap<string, string>;
}

/** The smallest visible change of a share, over windows and columns. */
export interface Visible {
  /** The middle of all columns in all windows. */
  readonly middle: number;
  /** The middle of the windows' worst columns. */
  readonly worst: number;
  /** Share of column verdicts that are unknown, because nothing under 10 points could be seen. */
  readonly blind: number;
}

/** How often windows were in alarm. */
export interface AlarmRate {
  readonly alarms: number;
  readonly judged: number;
  /** The exact upper 95 % limit of the share in alarm. */
  readonly upper: number;
}

/**
 * Replays past windows as the live monitor would have judged them, and puts faults of stated size into them.
 *
 * True incidents of the past count as alarms: of a history without any, the figures are the false-alarm rate. Windows are
 * judged from windows before them only: leaving one out of a wandering world foretells it from both sides and says nothing.
 * Shape: windows in time order -> figures. Source: exact binomial limit, Clopper and Pearson 1934.
 */
export function backtest(
  windows: readonly WindowCounts[],
  options: Partial<HistoryOptions> = {},
  { faults = true }: { readonly faults?: boolean } = {},
): Backtest {
  const ask = { ...REPLAY_DEFAULTS, ...options };
  const { steps, rollUps, episodes } = replay(windows, ask);
  const rates = rollUps.map((rollUp) => {
    const own = steps.filter((step) => step.rollUp === rollUp);
    const alarms = own.filter(({ alarmed }) => alarmed.length).length;
    return { rollUp, ...alarmRate(alarms, own.length) };
  });
  const base = steps.filter(({ rollUp }) => rollUp === rollUps[0]);
  return {
    options: ask,
    steps,
    windows: rates[0]!,
    rollUps: rates,
    episodes,
    expectedEpisodes: rates.reduce(
      (sum, { rollUp, judged }) => sum + rollUp.level * judged,
      0,
    ),
    faults: faults
      ? COUNT_FAULTS.flatMap((fault) =>
        delayOf(fault, windows, { steps }, ask) ?? []
      )
      : [],
    leastVisible: visibleOf(base),
    notJudged: new Map(
      base.flatMap(({ verdict }) => [...verdict.notJudged]),
    ),
  };
}

function visibleOf(steps: readonly ReplayStep[]): Visible | null {
  const seen = steps.flatMap(({ verdict: { columns } }) =>
    columns.flatMap(({ leastVisible }) => leastVisible ?? [])
  );
  if (!seen.length) return null;
  const columns = steps.flatMap(({ verdict }) => verdict.columns);
  return {
    middle: middle(seen),
    worst: middle(
      steps.flatMap(({ verdict }) => verdict.leastVisible ?? []),
    ),
    blind: columns.filter(({ verdict }) => verdict === "unknown").length /
      columns.length,
  };
}

/** So many of so many, with the exact upper 95 % limit; 1 where nothing was judged. */
export function alarmRate(alarms: number, judged: number): AlarmRate {
  return { alarms, judged, upper: clopperPearson(alarms, judged, 0.9)[1] };
}
