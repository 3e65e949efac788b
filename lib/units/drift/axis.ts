import {
  clusterDegrees,
  leastVisibleBody,
  leastVisibleShare,
  rowsForBody,
  rowsForShare,
} from "../../math/mod.ts";
import type { Interval, Visible } from "../../check/mod.ts";
import type { ColumnProfile } from "../../profile/mod.ts";

/** One question about one column: has this share of its rows changed. */
export interface Axis {
  readonly axis: string;
  /** Change in share of rows. */
  readonly size: number;
  readonly p: number;
  /** The size's 95 % interval. */
  interval(): Interval;
  /** The change in words. */
  said(): string;
  /** How small a change it would have shown at a level; absent where another axis sees the same sooner. */
  visible?(level: number): Visible;
}

/** Rows of both sides, counted as independent ones. */
export interface Rows {
  readonly n: number;
  readonly m: number;
  /** Design effects: rows that say as much as one. */
  readonly effects: readonly [number, number];
  /** Degrees of freedom of those; infinite without clusters. */
  readonly df: number;
}

/** Counts rows as independent ones, by the design effect that `effectOf` names of each side's clusters. */
export function independent(
  n: number,
  m: number,
  sides: readonly [ColumnProfile["clusters"], ColumnProfile["clusters"]],
  effectOf: (clusters: NonNullable<ColumnProfile["clusters"]>) => number,
): Rows {
  const [a, b] = sides;
  const effects = [a ? effectOf(a) : 1, b ? effectOf(b) : 1] as const;
  const [x, y] = [n / effects[0], m / effects[1]];
  const df = a || b
    ? clusterDegrees([
      { v: 1 / x, clusters: a?.entities ?? Infinity },
      { v: 1 / y, clusters: b?.entities ?? Infinity },
    ])
    : Infinity;
  return { n: x, m: y, effects, df };
}

/** What a pass must have been able to show: 10 points. */
const LEAST_SHOWN = 0.1;

/** How small a change of a share these rows would have shown at a level. */
export function visibleShare(
  share: number,
  level: number,
  { n, m, df, effects }: Rows,
): Visible {
  return {
    change: leastVisibleShare(share, level, n, m, df),
    rows: rowsForShare(share, level, LEAST_SHOWN, df) * Math.max(...effects),
  };
}

/** How small a change of a number's body these rows would have shown at a level. */
export function visibleBody(
  level: number,
  { n, m, df, effects }: Rows,
): Visible {
  return {
    change: leastVisibleBody(level, n, m, df),
    rows: rowsForBody(level, LEAST_SHOWN, df) * Math.max(...effects),
  };
}

/** The axis of a column of which a side, the current one where `then` rows were there, holds no value. */
export function noValue(axis: string, then: number): Axis {
  return {
    axis,
    size: 0,
    p: 1,
    interval: () => [0, 0],
    said: () => then ? "no value is left" : "the reference has no value",
  };
}

/** The interval of a size without its sign. */
export function unsigned([low, high]: Interval): Interval {
  const ends = [Math.abs(low), Math.abs(high)];
  return [low <= 0 && high >= 0 ? 0 : Math.min(...ends), Math.max(...ends)];
}
