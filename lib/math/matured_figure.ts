import { effectiveWilson } from "./effective_wilson.ts";
import { normalInterval } from "./interval.ts";
import type { MaturedCount } from "./matured_count.ts";

/** Counts of a decision, whole or expected. */
export interface Decided {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** A figure of a decision: a function of the counts that stays the same when all of them double. */
export type DecidedFigure = (counts: Decided) => number;

/** Figures of a decision by the names of their metrics. */
export const decidedFigures = {
  recall: ({ tp, fn }) => tp / (tp + fn),
  precision: ({ tp, fp }) => tp / (tp + fp),
  positive_rate: ({ tp, fp, fn, tn }) => (tp + fn) / (tp + fp + fn + tn),
  f1: ({ tp, fp, fn }) => 2 * tp / (2 * tp + fp + fn),
  false_positive_rate: ({ fp, tn }) => fp / (fp + tn),
  accuracy: ({ tp, fp, fn, tn }) => (tp + tn) / (tp + fp + fn + tn),
} satisfies Readonly<Record<string, DecidedFigure>>;

/** Cost a row of a decision: a missed positive costs `miss`, a stopped negative `falseAlarm`. */
export function costFigure(miss: number, falseAlarm: number): DecidedFigure {
  return ({ tp, fp, fn, tn }) =>
    (miss * fn + falseAlarm * fp) / (tp + fp + fn + tn);
}

/** A figure corrected for the labels that are still to come. */
export interface MaturedFigure {
  readonly value: number;
  readonly se: number;
  /** Holds the rate behind these rows. */
  readonly interval: readonly [number, number];
  /** Holds what these very rows will show when all labels are there; narrower, as they have no sampling error of their own. */
  readonly settling: readonly [number, number];
}

/**
 * A figure of a decision from the expected positives among flagged rows and among the rest.
 *
 * Formula: delta method; each row moves the figure by f_N w_i + f_n with f_N and f_n its slopes by the positives and the rows of
 * its side, so the variance is the sum over both sides of f_N^2 variance + 2 f_N f_n expected + f_n^2 rows. Interval: Wilson's with
 * n = r (1 - r) / variance (it covers 95 to 97 %, `deno task bench alarm_a9`; the normal one 90 to 93); of a figure
 * that is no `share`, as a cost, the normal one cut at 0. Shape: two sides -> value and intervals. Edge cases: NaN where the figure is
 * undefined; a side has at most as many positives as rows. Source: Wilson 1927; Särndal et al. 1992, 5.5.
 */
export function maturedFigure(
  figure: DecidedFigure,
  flagged: MaturedCount,
  rest: MaturedCount,
  share = true,
): MaturedFigure {
  const sides = [flagged, rest] as const;
  // weights can expect more positives than there are rows
  const counts = sides.flatMap((
    { expected, rows },
  ) => [Math.min(expected, rows), rows]);
  const at = (x: readonly number[]) =>
    figure({
      tp: x[0]!,
      fp: x[1]! - x[0]!,
      fn: x[2]!,
      tn: x[3]! - x[2]!,
    });
  const value = at(counts);
  const slopes = slopesOf(at, counts);
  let variance = 0, settling = 0;
  sides.forEach((side, i) => {
    const byPositives = slopes[2 * i]!, byRows = slopes[2 * i + 1]!;
    variance += byPositives ** 2 * side.variance +
      2 * byPositives * byRows * side.expected + byRows ** 2 * side.rows;
    settling += byPositives ** 2 * side.settling;
  });
  variance = Math.max(0, variance);
  const { expected, arrived } = sum(sides);
  // at 0 and 1 the slopes say nothing: the labels at hand, as if the curve was known
  const few = expected > 0 ? arrived : 0;
  const around = (variance: number) =>
    Number.isNaN(value)
      ? [NaN, NaN] as const
      : share
      ? effectiveWilson(value, variance, few)
      : cut(normalInterval(value, Math.sqrt(variance)));
  return {
    value,
    se: Math.sqrt(variance),
    interval: around(variance),
    settling: settling > 0 || !share ? around(settling) : [value, value],
  };
}

function sum(sides: readonly MaturedCount[]) {
  return {
    expected: sides.reduce((s, x) => s + x.expected, 0),
    arrived: sides.reduce((s, x) => s + x.arrived, 0),
  };
}

function cut([low, high]: readonly [number, number]) {
  return [Math.max(0, low), Math.max(0, high)] as const;
}

// central differences: the figures are ratios of sums, so that the error is of the order of 1e-10
function slopesOf(
  at: (x: readonly number[]) => number,
  x: readonly number[],
): number[] {
  return x.map((value, i) => {
    const step = 1e-5 * Math.max(value, x[i - i % 2 + 1]! * 1e-3, 1e-3);
    const moved = (by: number) => at(x.map((y, k) => k === i ? y + by : y));
    return (moved(step) - moved(-step)) / (2 * step);
  });
}
