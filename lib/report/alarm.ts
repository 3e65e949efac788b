import type { Check, Result } from "../check/mod.ts";
import { points } from "../profile/mod.ts";

/** What is promised of the alarms of a report or monitor. */
export interface Alarm {
  /** Expected false alarms a report, at most. */
  readonly expectedFalseAlarms: number;
  /** What the promise rests on: a bound that holds for any data, or a replay of past windows. */
  readonly basis: "bound" | "replay";
  /** Reference windows replayed; 0 where one file is compared with one file. */
  readonly windows: number;
  /** Upper 95 % limit of the share of windows with a false alarm; null without windows. */
  readonly upperLimit: number | null;
  /**
   * The smallest change, in share of rows, that every column judged would have shown; of all columns where none could be
   * judged, null where there are none.
   */
  readonly smallestVisible: number | null;
}

/**
 * The promise of a report's drift verdicts: the levels of its families together, and the smallest change seen.
 *
 * Null where no family of columns is judged: without a reference, or with checks of the user's own.
 */
export function alarmOf(
  checks: readonly Check[],
  results: readonly Result[],
): Alarm | null {
  const families = new Set(
    checks.map(({ condition }) => condition)
      .filter(({ family }) => family !== undefined),
  );
  const judged = results.filter((_, i) => families.has(checks[i]!.condition));
  if (!judged.some(({ n }) => n.reference !== null)) return null;
  const known = judged.filter(({ verdict }) => verdict !== "unknown");
  const seen = (known.length ? known : judged)
    .map(({ details }) => details.leastVisible)
    .filter((x): x is number => typeof x === "number");
  const levels = [...families].map(({ family }) => family!);
  return {
    expectedFalseAlarms: levels.reduce((sum, level) => sum + level, 0),
    basis: "bound",
    windows: 0,
    upperLimit: null,
    smallestVisible: seen.length ? Math.max(...seen) : null,
  };
}

/** The promise in words. */
export function alarmSentence(alarm: Alarm): string {
  const { expectedFalseAlarms, smallestVisible } = alarm;
  if (alarm.basis === "replay") return replaySentence(alarm);
  return `If both files came from the same source, a report like this raises an alarm in at most ${
    Number((100 * expectedFalseAlarms).toPrecision(3))
  } of 100 cases. Natural differences between days are not covered: no reference windows.${
    smallestVisible === null
      ? ""
      : ` Smallest change seen here: ${points(smallestVisible)}.`
  }`;
}

function replaySentence(
  { expectedFalseAlarms, windows, upperLimit, smallestVisible }: Alarm,
): string {
  const seen = upperLimit === null
    ? ""
    : ` Seen in replay: at most ${
      Number((100 * upperLimit).toPrecision(3))
    } % of ${windows} days in alarm (95 %), true ones among them.`;
  return `Expected false alarms: at most ${
    Number((30 * expectedFalseAlarms).toPrecision(2))
  } a month if days vary as they did (budget).${seen}${
    smallestVisible === null
      ? ""
      : ` Smallest change seen here: ${points(smallestVisible)}.`
  }`;
}
