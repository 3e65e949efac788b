import { MONDAY } from "./season.ts";

/** How many false-alarm episodes may be spent in how many days. */
export interface Budget {
  readonly episodes: number;
  readonly days: number;
}

/** One episode in 90 days. */
export const ONE_IN_A_QUARTER: Budget = { episodes: 1, days: 90 };

/** A length of time at which windows are judged: the windows themselves, or several rolled up. */
export interface RollUp {
  /** "hour", "day", "week", "month" (28 days), or "window" for another length. */
  readonly name: string;
  readonly length: number;
  /** Windows of the base length. */
  readonly windows: number;
  /** Probability of a false alarm that one of them may spend. */
  readonly level: number;
}

const HOUR = 3_600_000, DAY = 24 * HOUR;
const LENGTHS = [
  ["hour", HOUR],
  ["day", DAY],
  ["week", 7 * DAY],
  ["month", 28 * DAY],
] as const;

/**
 * Splits a budget evenly over the windows and their roll-ups: hour, day, week, month.
 *
 * A window's level is budget x window / days, so that expected episodes add up to the budget at most, whatever the windows
 * have to do with one another (union bound). Shape: length of a window in milliseconds -> roll-ups, shortest first. Edge
 * cases: windows of another length than these have roll-ups that hold a whole number of them. Errors: RangeError for a
 * budget that is not above 0.
 */
export function rollUpsOf(
  width: number,
  { episodes, days }: Budget = ONE_IN_A_QUARTER,
): readonly RollUp[] {
  if (!(episodes > 0 && days > 0)) {
    throw new RangeError(
      `Cannot spend a budget of ${episodes} episodes in ${days} days: more than 0 of both is needed`,
    );
  }
  const named = LENGTHS.find(([, length]) => length === width);
  const longer = LENGTHS.filter(([, length]) =>
    length > width && length % width === 0
  );
  const all: readonly (readonly [string, number])[] = [
    [named?.[0] ?? "window", width],
    ...longer,
  ];
  return all.map(([name, length]) => ({
    name,
    length,
    windows: Math.round(length / width),
    level: Math.min(0.2, episodes * length / (days * DAY) / all.length),
  }));
}

/** The start of the roll-up that an instant lies in: weeks begin on Monday. */
export function startOf(at: number, length: number): number {
  return MONDAY + Math.floor((at - MONDAY) / length) * length;
}
