import {
  type Alarm,
  alarmRate,
  type Check,
  type JudgedColumn,
  judgeWindow,
  replay,
  REPLAY_DEFAULTS,
  type ReplayStep,
  rollUpsOf,
  widthOf,
  windowChecks,
  type WindowCounts,
} from "../../lib/mod.ts";
import type { MonitorConfig } from "../systems/monitor.ts";

/** A day's drift: what is asked of the report, and what its alarms promise. */
export interface DayDrift {
  readonly checks: readonly Check[];
  readonly alarm: Alarm;
}

/**
 * Judges a day against the days before it, as the live monitor does: the rolling reference, the budget, the roll-ups that
 * end on that day.
 *
 * A day of the monitor's own reference is judged against the other days of it. Shape: the windows of all days from the
 * reference on up to that day (for a day of the reference, up to its end), in time order. The same windows give the same
 * verdict whatever was judged before.
 */
export function dayDrift(
  windows: readonly WindowCounts[],
  day: string,
  { drift, reference }: Pick<MonitorConfig, "drift" | "reference">,
): DayDrift {
  const from = Date.parse(`${day}T00:00:00Z`);
  const end = Date.parse(`${reference.to}T00:00:00Z`);
  const severity = (column: string) =>
    drift.warn.includes(column) ? "warn" : "fail";
  const { episodes, days } = drift.budget ?? REPLAY_DEFAULTS.budget;
  const promise = {
    expectedFalseAlarms: episodes / days,
    basis: "replay" as const,
  };
  const own = windows.find((window) => window.from === from);
  if (!own) {
    throw new RangeError(
      `Cannot judge day "${day}": it has no rows, one or more are needed`,
    );
  }
  if (from < end) {
    const others = windows.filter((window) =>
      window.from < end && window.from !== from
    );
    const [{ level } = { level: 0.05 }] = rollUpsOf(widthOf(windows), {
      episodes,
      days,
    });
    const verdict = judgeWindow(others, own, { level });
    const judged = verdict.columns.map((column): JudgedColumn => ({
      verdict: column,
      alarmed: column.verdict === "fail",
      over: "day",
      level,
      notes: verdict.notes,
    }));
    return {
      checks: windowChecks(judged, severity),
      alarm: {
        ...promise,
        windows: others.length,
        upperLimit: null,
        smallestVisible: smallest(judged),
      },
    };
  }
  const { steps } = replay(windows.filter((window) => window.from <= from), {
    reference: 28,
    start: windows.filter((window) => window.from < end).length,
    need: drift.need ?? 1,
    budget: { episodes, days },
  });
  const judged = columnsOf(
    steps.filter(({ verdict }) => verdict.to === own.to),
  );
  const bases = steps.filter(({ first, end }) => end - first === 1);
  const alarmed = bases.filter((step) => step.alarmed.length).length;
  return {
    checks: windowChecks(judged, severity),
    alarm: {
      ...promise,
      windows: bases.length,
      upperLimit: alarmRate(alarmed, bases.length).upper,
      smallestVisible: smallest(judged),
    },
  };
}

/** Each column once: the roll-up in alarm where the day itself is not. */
function columnsOf(steps: readonly ReplayStep[]): readonly JudgedColumn[] {
  const judged = new Map<string, JudgedColumn>();
  for (const { rollUp, verdict, alarmed } of steps) {
    for (const column of verdict.columns) {
      const before = judged.get(column.column);
      const isAlarmed = alarmed.includes(column.column);
      if (before && (before.alarmed || !isAlarmed)) continue;
      judged.set(column.column, {
        verdict: column,
        alarmed: isAlarmed,
        over: rollUp.name,
        level: rollUp.level,
        notes: verdict.notes,
      });
    }
  }
  return [...judged.values()];
}

function smallest(judged: readonly JudgedColumn[]): number | null {
  const seen = judged.filter(({ verdict }) => verdict.verdict !== "unknown")
    .flatMap(({ verdict }) => verdict.leastVisible ?? []);
  return seen.length ? Math.max(...seen) : null;
}
