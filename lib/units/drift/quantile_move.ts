import { normalQuantile } from "../../math/mod.ts";
import type { Interval } from "../../check/mod.ts";
import {
  type ColumnProfile,
  quantilesOf,
  sayValue,
} from "../../profile/mod.ts";
import type { Column } from "../../table/mod.ts";
import { independent } from "./axis.ts";

/** How far a quantile of a numeric column moved, in the column's own unit (seconds for a time). */
export interface QuantileMove {
  /** Share of the rows below it. */
  readonly quantile: number;
  readonly reference: number;
  readonly current: number;
  /** Current minus reference. */
  readonly by: number;
  /** 95 %, also over the choice among five quantiles. */
  readonly interval: Interval;
}

const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];

/**
 * The quantile among 5, 25, 50, 75 and 95 % that surely moved furthest: the median where it went at least half as far, and when none
 * did.
 *
 * Interval: binomial limits of each side's order statistics, put together by their squares (MOVER), at 99 % each so that
 * the five hold together. Undefined when a side has no number or a move overflows. Source: Zou and Donner 2008.
 */
export function quantileMove(
  a: ColumnProfile,
  b: ColumnProfile,
): QuantileMove | undefined {
  if (!a.numbers?.count.length || !b.numbers?.count.length) return undefined;
  const rows = independent(
    a.rows - a.nulls - a.nonFinite,
    b.rows - b.nulls - b.nonFinite,
    [a.clusters, b.clusters],
    ({ body }) => body,
  );
  const before = limits(a.numbers, rows.n), after = limits(b.numbers, rows.m);
  const moves = QUANTILES.map((quantile, i) => {
    const [r, lowR, highR] = before[i]!, [c, lowC, highC] = after[i]!;
    const by = c - r;
    const interval: Interval = [
      by - Math.hypot(c - lowC, highR - r),
      by + Math.hypot(highC - c, r - lowR),
    ];
    return { quantile, reference: r, current: c, by, interval };
  });
  if (!moves.every(({ interval }) => interval.every(Number.isFinite))) {
    return undefined;
  }
  const sure = moves.filter(({ interval: [low, high] }) => low > 0 || high < 0);
  const size = ({ by }: QuantileMove) => Math.abs(by);
  const median = moves[2]!;
  const most = sure.reduce(
    (best, move) => size(move) > size(best) ? move : best,
    sure[0] ?? median,
  );
  return sure.includes(median) && size(median) >= size(most) / 2
    ? median
    : most;
}

/** The move in words, "" when its interval holds no move at all. */
export function moveText(
  column: Column,
  { quantile, reference, current, by, interval: [low, high] }: QuantileMove,
): string {
  if (low <= 0 && high >= 0) return "";
  const name = NAMES[quantile] ?? `${100 * quantile} % quantile`;
  const went = `the ${name} ${sayValue(column, reference)} became ${
    sayValue(column, current)
  }`;
  if (column.kind === "time") return went;
  const sign = by < 0 ? -1 : 1, ends = sign < 0 ? [high, low] : [low, high];
  return `${went}, ${sign < 0 ? "down" : "up"} ${short(sign * by)} (${
    ends.map((x) => short(sign * x)).join(" to ")
  })`;
}

const NAMES: Readonly<Record<number, string>> = {
  0.25: "lower quartile",
  0.5: "median",
  0.75: "upper quartile",
};

function short(x: number): string {
  return String(Number(x.toPrecision(3)));
}

/** Each quantile with its lower and upper limit. */
function limits(
  numbers: NonNullable<ColumnProfile["numbers"]>,
  n: number,
): readonly (readonly [number, number, number])[] {
  const z = normalQuantile(1 - 0.05 / QUANTILES.length / 2);
  const found = quantilesOf(
    numbers,
    QUANTILES.flatMap((share) => {
      const half = z * Math.sqrt(share * (1 - share) / n);
      return [share, share - half, share + half];
    }),
  );
  return QUANTILES.map((_, i) =>
    [found[3 * i]!, found[3 * i + 1]!, found[3 * i + 2]!] as const
  );
}
