import { shareChangeP } from "../math/mod.ts";
import {
  type ColumnProfile,
  type Numbers,
  quantileOf,
} from "../profile/mod.ts";

/** A column's distribution in a few figures that fit into a file which people read. */
export interface Landmarks {
  readonly rows: number;
  /** Share of the rows without a value. */
  readonly missing: number;
  /** Of a number: the share of the values up to each of these. */
  readonly upTo?: readonly (readonly [value: number, share: number])[];
  /** Of a category: the shares of the 20 most frequent values. */
  readonly values?: readonly (readonly [value: string, share: number])[];
}

const SHARES = [
  0,
  0.01,
  0.05,
  0.1,
  0.2,
  0.3,
  0.4,
  0.5,
  0.6,
  0.7,
  0.8,
  0.9,
  0.95,
  0.99,
  1,
];

/** Values of a category that are kept. */
const MOST = 20;

/** A column's landmarks; of a nested column, the share of missing values alone. */
export function landmarksOf(column: ColumnProfile): Landmarks {
  const { rows, nulls, numbers, values } = column;
  const present = rows - nulls;
  return {
    rows,
    missing: digits(rows ? nulls / rows : 0),
    ...(numbers?.count.length
      ? {
        upTo: [...new Set(SHARES.map((share) => quantileOf(numbers, share)))]
          .map((x) => [x, digits(shareUpTo(numbers, x))] as const),
      }
      : {}),
    ...(values
      ? {
        values: [...values.count].slice(0, MOST).map(([value, count]) =>
          [value, digits(count / present)] as const
        ),
      }
      : {}),
  };
}

/** How surely a column must have left its landmarks. */
const LEVEL = 0.001;

/**
 * Whether a column has moved away from its landmarks by more than what matters.
 *
 * Every landmark is a share, asked by `shareChangeP` (a quarter of a rare share, at most 2 points); the smallest p-value times
 * their number is below 0.001, so that a column that holds still is said to have moved in at most 1 of 1,000 reports. Shape: landmarks, a profile
 * -> yes or no. Edge cases: a column that became another kind, or lost all its values, has moved.
 */
export function hasMoved(before: Landmarks, now: ColumnProfile): boolean {
  const n = before.rows, m = now.rows;
  const present = n * (1 - before.missing), left = m - now.nulls;
  const asked = [shareChangeP(before.missing * n, n, now.nulls, m)];
  const share = (before: number, after: number) =>
    asked.push(shareChangeP(before * present, present, after * left, left));
  if (before.upTo) {
    if (!now.numbers?.count.length) return m > 0;
    for (const [x, at] of before.upTo) share(at, shareUpTo(now.numbers, x));
    // new values below the smallest are hidden from the share up to it when it is common
    share(0, shareUpTo(now.numbers, below(before.upTo[0]![0])));
  } else if (before.values) {
    if (!now.values?.count.size) return m > 0;
    let rest = 1, restNow = 1;
    for (const [value, at] of before.values) {
      const after = (now.values.count.get(value) ?? 0) / left;
      share(at, after);
      rest -= at;
      restNow -= after;
    }
    share(Math.max(0, rest), Math.max(0, restNow));
  }
  return Math.min(...asked) * asked.length < LEVEL;
}

/** Share of the values up to x; inside a cell values are taken as evenly spread. */
function shareUpTo({ count, lo, hi }: Numbers, x: number): number {
  let sum = 0, all = 0;
  count.forEach((rows, i) => {
    all += rows;
    sum += x >= hi[i]!
      ? rows
      : x <= lo[i]!
      ? 0
      : rows * (x - lo[i]!) / (hi[i]! - lo[i]!);
  });
  return sum / all;
}

function below(x: number): number {
  return x - Math.max(Math.abs(x), 1) * 1e-9;
}

function digits(x: number): number {
  return Number(x.toPrecision(6));
}
