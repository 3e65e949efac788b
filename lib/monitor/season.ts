import type { WindowCounts } from "./window_counts.ts";

/** What recurs: days of a week (and hours), also a year, or nothing. */
export type Season = "week" | "year" | "none";

/** Which windows are alike: the design of the least-squares fit that foretells a window. */
export interface Calendar {
  /** Of each window: which of the recurring places it has (a weekday, an hour of the week); all 0 where unmatched. */
  readonly group: Int32Array;
  /** Of each window: the waves of the year, none without a yearly season. */
  readonly waves: readonly Float64Array[];
  /** What windows are matched by, in words. */
  readonly matched: string;
  /** What could not be matched and why, in sentences. */
  readonly notes: readonly string[];
}

const HOUR = 3_600_000, DAY = 24 * HOUR, YEAR = 365.2425 * DAY;

/** The first Monday of 1970, where weeks begin. */
export const MONDAY = 4 * DAY;

/** Harmonics of a year. */
const HARMONICS = 2;

/**
 * The design of a run of windows of one length, reference and current together.
 *
 * Days are matched by weekday from 14 days of reference on: with 2 days a weekday that costs a factor 1.22 of the standard
 * error, with 4 1.12. Hours by the hour of the week from 14 days on, by the hour of the day from 3. A year is two harmonics
 * beside the weekday, from one year of reference on: a cell per day of the year would leave nothing for the variance.
 */
export function calendarOf(
  reference: readonly WindowCounts[],
  current: readonly WindowCounts[],
  season: Season,
): Calendar {
  const all = [...reference, ...current];
  const starts = Float64Array.from(all, ({ from }) => from);
  const width = widthOf(all), notes: string[] = [];
  const span = reference.length ? reference.at(-1)!.to - reference[0]!.from : 0;
  const waves = season === "year" ? yearOf(starts, span, notes) : [];
  const by = season === "none" ? UNMATCHED : placesOf(width, span, notes);
  return {
    group: Int32Array.from(starts, by.place),
    waves,
    matched: [by.name, ...(waves.length ? ["time of the year"] : [])]
      .filter(Boolean).join(" and ") || "nothing",
    notes,
  };
}

/** Windows further from the current one in the time of the year vary in their own way: 60 days. */
const NEAR = 60 * DAY;

/**
 * The reference windows of the current windows' time of the year, at most 60 days away in any year; all without a yearly
 * season, or with less than a year of reference.
 *
 * A share that is all or nothing in another season would hide how much it varies in this one.
 */
export function sameSeason(
  reference: readonly WindowCounts[],
  current: readonly WindowCounts[],
  season: Season,
): readonly WindowCounts[] {
  const first = reference[0], now = current[current.length >> 1];
  if (season !== "year" || !first || !now) return reference;
  if (spanOf(reference) < YEAR) return reference;
  return reference.filter(({ from }) => {
    const apart = Math.abs(from - now.from) % YEAR;
    return Math.min(apart, YEAR - apart) <= NEAR;
  });
}

/** The usual length of windows, in milliseconds. */
export function widthOf(
  windows: readonly Pick<WindowCounts, "from" | "to">[],
): number {
  const lengths = windows.map(({ from, to }) => to - from).sort((a, b) =>
    a - b
  );
  return lengths[lengths.length >> 1] ?? DAY;
}

function spanOf(windows: readonly WindowCounts[]): number {
  return windows.length ? windows.at(-1)!.to - windows[0]!.from : 0;
}

interface Places {
  readonly name: string;
  place(at: number): number;
}

const UNMATCHED: Places = { name: "", place: () => 0 };

function placesOf(width: number, span: number, notes: string[]): Places {
  if (width > DAY) return UNMATCHED;
  if (span >= 14 * DAY) {
    return width === DAY
      ? { name: "weekday", place: (at) => place(at, DAY, 7) }
      : {
        name: "hour of the week",
        place: (at) => place(at, HOUR, 168),
      };
  }
  const days = Math.round(span / DAY);
  if (width < DAY && span >= 3 * DAY) {
    notes.push(
      `Matched by the hour of the day only: the reference has ${days} days, weekdays need 14`,
    );
    return { name: "hour of the day", place: (at) => place(at, HOUR, 24) };
  }
  notes.push(
    `Weekdays are not matched: the reference has ${days} days, 14 are needed`,
  );
  return UNMATCHED;
}

function place(at: number, unit: number, many: number): number {
  const whole = Math.floor(at / unit) % many;
  return whole < 0 ? whole + many : whole;
}

function yearOf(
  starts: Float64Array,
  span: number,
  notes: string[],
): readonly Float64Array[] {
  if (span < YEAR) {
    notes.push(
      `The time of the year is not matched: the reference has ${
        Math.round(span / DAY)
      } days, 365 are needed`,
    );
    return [];
  }
  return Array.from({ length: 2 * HARMONICS }, (_, i) => {
    const turns = 2 * Math.PI * (1 + (i >> 1)) / YEAR;
    return starts.map((at) =>
      i % 2 ? Math.sin(turns * at) : Math.cos(turns * at)
    );
  });
}
