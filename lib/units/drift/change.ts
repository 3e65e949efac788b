import { newcombe, shareChangeP } from "../../math/mod.ts";
import { detector, unknown, type Visible } from "../../check/mod.ts";
import {
  changeInPoints,
  type ColumnProfile,
  pairOf,
  percent,
} from "../../profile/mod.ts";
import { type Axis, independent, unsigned, visibleShare } from "./axis.ts";
import { numberAxes } from "./number_axes.ts";
import { moveText, quantileMove } from "./quantile_move.ts";
import { valueAxes } from "./value_axes.ts";

/**
 * Share of the rows that moved: the largest change over a column's missing share, body, shape, range, categories and, of a number, its commonest single values.
 *
 * Formula: each axis has a p-value for "more than the minimum that matters" (`leastShareChange`, 2 points of the body,
 * PSI about 0.01); the column's p-value is the smallest times the number of axes. `value` is the change of the axis with
 * the smallest p-value in share of rows, or of several sure ones the one of most rows, with its 95 % interval; `effect` the same with its sign
 * (of a number: up is positive); details.moved how far a quantile of a number moved in its own unit. Shape: two profiles -> one number. Unit: ratio, 0..1. Edge cases: unknown when a
 * side has no rows, both have too few to see any change, or the column's kind changed. A pass says the smallest change it would
 * have shown. Rows in clusters (`profile.clusters`) count as fewer.
 * Source: DKW-Massart two-sample bound, hypergeometric tail, noncentral chi-square (Patnaik 1949).
 */
export const change = detector({
  id: "drift/change",
  unit: "ratio",
  better: "lower",
  needs: ["column"],
  defaults: {},
  compare(profiles, { column }) {
    const pair = pairOf(profiles, column.name);
    if (!pair) return unknown("the column's kind changed, see its type");
    const { a, b } = pair;
    if (!a.rows || !b.rows) return unknown("a side has no rows");
    const found = columnChange(a, b), { axes, pValue, leastVisible } = found;
    if (tooFew(found, a.rows, b.rows)) {
      return unknown(
        `${a.rows} and ${b.rows} rows are too few to see any change`,
      );
    }
    const named = namedOf(found), moved = quantileMove(a, b);
    return {
      value: Math.abs(named.size),
      interval: unsigned(named.interval()),
      effect: named.size,
      pValue,
      n: { reference: a.rows, current: b.rows },
      leastVisible,
      details: {
        explanation: `${column.name}: ${
          [
            moved && named.axis !== "missing" ? moveText(column, moved) : "",
            named.said(),
          ].filter(Boolean).join("; ")
        }`,
        axis: named.axis,
        ...(moved ? { moved } : {}),
        axes: Object.fromEntries(axes.map((axis) => [axis.axis, {
          size: axis.size,
          interval: axis.interval(),
          pValue: axis.p,
          said: axis.said(),
        }])),
      },
    };
  },
});

/** What a column's axes say together. */
export interface ColumnChange {
  readonly axes: readonly Axis[];
  /** The smallest of the axes' times their number, at most 1. */
  readonly pValue: number;
  /** The axis it comes from. */
  readonly most: Axis;
  readonly leastVisible: (level: number) => Visible;
}

/** The axes of a column that has rows on both sides and is of one kind, and their p-value. Words and intervals come when asked. */
export function columnChange(a: ColumnProfile, b: ColumnProfile): ColumnChange {
  const inside = a.numbers && b.numbers
    ? numberAxes(a, b)
    : a.values && b.values
    ? valueAxes(a, b)
    : [];
  // where nothing is missing on either side, nothing is paid for asking
  const axes = a.nulls || b.nulls || !inside.length
    ? [missingAxis(a, b), ...inside]
    : inside;
  const most = axes.reduce((x, y) =>
    y.p < x.p || (y.p === x.p && Math.abs(y.size) > Math.abs(x.size)) ? y : x
  );
  return {
    axes,
    pValue: Math.min(1, most.p * axes.length),
    most,
    leastVisible: (level) =>
      axes.flatMap(({ visible }) => visible?.(level / axes.length) ?? [])
        .reduce(
          (x, y) => y.change > x.change ? y : x,
          { change: 0, rows: 0 },
        ),
  };
}

/** With more rows than this on both sides some change can always be seen. */
const FEW = 200;

function tooFew(
  { pValue, leastVisible }: ColumnChange,
  n: number,
  m: number,
): boolean {
  return Math.min(n, m) < FEW && pValue > 0.05 &&
    leastVisible(0.05).change >= 1;
}

/** An axis this sure may be named in place of the surest. */
const SURE = 1e-4;

/** How much larger an axis counts because it says more: which value, or that it was not there before. */
const TELLING: Readonly<Record<string, number>> = { values: 1.25, range: 1.1 };

/** The axis a change is told by: of those that are sure and no mere shape, the one of most rows. */
function namedOf({ axes, most }: ColumnChange): Axis {
  const told = ({ axis, size }: Axis) => Math.abs(size) * (TELLING[axis] ?? 1);
  const plain = axes.filter(({ axis }) => axis !== "shape");
  const sure = plain.filter(({ p }) => p < SURE);
  const able = sure.length ? sure : most.p > 0.05 ? plain : [];
  return able.reduce((x, y) => told(y) > told(x) ? y : x, able[0] ?? most);
}

function missingAxis(a: ColumnProfile, b: ColumnProfile): Axis {
  const rows = independent(
    a.rows,
    b.rows,
    [a.clusters, b.clusters],
    ({ missing }) => missing,
  );
  const [d, e] = rows.effects, x = a.nulls / d, y = b.nulls / e;
  const before = a.nulls / a.rows, after = b.nulls / b.rows;
  const interval = () => newcombe(x, rows.n, y, rows.m);
  return {
    axis: "missing",
    size: after - before,
    p: shareChangeP(x, rows.n, y, rows.m, rows.df),
    interval,
    said: () =>
      [
        `${percent(before)} missing became ${percent(after)}`,
        changeInPoints(after - before, interval()),
      ].filter(Boolean).join(", "),
    visible: (level) =>
      visibleShare((a.nulls + b.nulls) / (a.rows + b.rows), level, rows),
  };
}
