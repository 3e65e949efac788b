import {
  type ChangePart,
  type GroupSums,
  mixAndRate,
  varianceOf,
} from "../math/mod.ts";
import type { Group } from "./look_closer.ts";

/** What a column is taken for when it is asked where a change lies. */
export type PlaceKind = "version" | "slice";

/** How a change lies in the values of one column. */
export interface Place {
  readonly by: string;
  readonly kind: PlaceKind;
  /** The change, and what the column's mix and the change inside its values explain of it: see `mixAndRate`. */
  readonly change: ChangePart;
  readonly mix: ChangePart;
  readonly rate: ChangePart;
  /** The values that carry most of the change, most first. */
  readonly groups: readonly PlaceGroup[];
  /** How many values there are. */
  readonly values: number;
  /** Part of the change carried by values that only one side has. */
  readonly fresh: number;
  /** Whether all rows were asked, or only those that hold a value. */
  readonly whole: boolean;
}

/** One value of the column. */
export interface PlaceGroup {
  /** Null where it is missing, undefined for all that are not told apart. */
  readonly value: string | null | undefined;
  /** Its share of the rows that were asked, on each side. */
  readonly rows: readonly [reference: number, current: number];
  /** The mean in it on each side; null without rows. */
  readonly mean: readonly [reference: number | null, current: number | null];
  /** What it carries of the change, mix and rate together, and of these the mix; all values together carry the change. */
  readonly carries: number;
  readonly mix: number;
  /** Whether it carries surely more than its share of the rows would: by more than 3.3 standard errors. */
  readonly stands: boolean;
  /** When it first appears in the current data, epoch seconds. */
  readonly since: number | null;
}

/** The most values that are told apart; the rest stand for one. */
const MOST = 20;

/**
 * How the change of one mean lies in the values of a column: exact parts that add up to the change.
 *
 * Shape: groups of both sides by value, and which of their sums -> parts by value. The 20 values with most rows are told apart.
 * Edge cases: undefined when a side has no rows, when there is one value only, and when nothing changed.
 */
export function placeOf(
  by: string,
  kind: PlaceKind,
  reference: ReadonlyMap<string | null, Group>,
  current: ReadonlyMap<string | null, Group>,
  outcome: number,
): Place | undefined {
  const sums = (side: typeof current, value: string | null) =>
    side.get(value)?.sums[outcome] ?? NOTHING;
  const values = [...new Set([...reference.keys(), ...current.keys()])];
  const all = values.map((value) => ({
    value: value as string | null | undefined,
    a: sums(reference, value),
    b: sums(current, value),
    since: current.get(value)?.since ?? null,
  })).filter(({ a, b }) => a.n + b.n > 0);
  const n = total(all.map(({ a }) => a)).n, m = total(all.map(({ b }) => b)).n;
  if (!n || !m || all.length < 2) return undefined;
  all.sort((x, y) => y.a.n / n + y.b.n / m - x.a.n / n - x.b.n / m);
  const shown = all.length > MOST
    ? [...all.slice(0, MOST), rest(all.slice(MOST))]
    : all;
  const found = mixAndRate(shown.map(({ a }) => a), shown.map(({ b }) => b))!;
  const { change, mix, rate } = found;
  if (change.value === 0) return undefined;
  const se = (change.interval[1] - change.value) / 1.96;
  const groups = shown.map(({ value, a, b, since }, g): PlaceGroup => ({
    value,
    stands: standsOut(
      a,
      b,
      (a.n / n + b.n / m) / 2,
      found.groups[g]!.mix + found.groups[g]!.rate,
      change.value,
      se,
    ),
    rows: [a.n / n, b.n / m],
    mean: [a.n ? a.sum / a.n : null, b.n ? b.sum / b.n : null],
    carries: found.groups[g]!.mix + found.groups[g]!.rate,
    mix: found.groups[g]!.mix,
    since,
  }));
  const fresh = groups.filter(({ mean }) => mean.includes(null))
    .reduce((sum, { carries }) => sum + carries, 0) / change.value;
  groups.sort((x, y) => (y.carries - x.carries) * Math.sign(change.value));
  const rows = [...reference.values(), ...current.values()]
    .reduce((sum, { rows }) => sum + rows, 0);
  const whole = n + m === rows;
  return {
    by,
    kind,
    change,
    mix,
    rate,
    groups,
    values: all.length,
    fresh,
    whole,
  };
}

/** Beyond this many standard errors one of some fifty values stands out by chance in 5 of 100 reports. */
const ERRORS = 3.3;

/** Whether a group carries more of a change than its share of the rows: its own error and that of the whole change are allowed for. */
function standsOut(
  a: GroupSums,
  b: GroupSums,
  rows: number,
  carries: number,
  change: number,
  se: number,
): boolean {
  const spread = ({ n, sum, squares }: GroupSums) =>
    n > 1 ? varianceOf(n, sum, squares) / n : 0;
  const own = spread(a) + spread(b) + se * se;
  return (carries - rows * change) * Math.sign(change) >
    ERRORS * rows * Math.sqrt(own);
}

const NOTHING: GroupSums = { n: 0, sum: 0, squares: 0 };

function total(groups: readonly GroupSums[]): GroupSums {
  return groups.reduce(
    (s, { n, sum, squares }) => ({
      n: s.n + n,
      sum: s.sum + sum,
      squares: s.squares + squares,
    }),
    NOTHING,
  );
}

function rest(
  groups: readonly { readonly a: GroupSums; readonly b: GroupSums }[],
) {
  return {
    value: undefined,
    a: total(groups.map(({ a }) => a)),
    b: total(groups.map(({ b }) => b)),
    since: null,
  };
}
