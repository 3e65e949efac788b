import {
  beyondRangeP,
  bodyChangeP,
  LEAST_BODY_CHANGE,
  shapeChangeP,
  shareChangeP,
  total,
} from "../../math/mod.ts";
import { detector, type Reading, unknown } from "../../check/mod.ts";
import {
  align,
  type Aligned,
  type AlignedValues,
  alignValues,
  type ColumnProfile,
  pairOf,
  percent,
  sayValue,
  type Values,
} from "../../profile/mod.ts";
import type { Column } from "../../table/mod.ts";
import {
  andOthers,
  changedShare,
  commonest,
  type ShareOf,
} from "./changed_share.ts";

/**
 * Share of the rows that moved: the largest change over a column's missing share, body, shape, range, categories and, of a number, its commonest single values.
 *
 * Formula: each axis has a p-value for "more than the minimum that matters" (`leastShareChange`, 2 points of the body,
 * PSI about 0.01); the column's p-value is the smallest times the number of axes. `value` is the change of the axis with
 * the smallest p-value in share of rows, an axis that can be named going before the shape. Shape: two profiles -> one number. Unit: ratio, 0..1. Edge cases: unknown when a
 * side has no rows, both have too few to see any change, or the column's kind changed; details.leastVisible is the smallest change such data could show.
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
    const axes = [nullAxis(a, b)];
    if (a.numbers && b.numbers) {
      axes.push(...numberAxes(b.column, align(a.numbers, b.numbers)));
    } else if (a.values && b.values) {
      axes.push(...valueAxes(a.values, b.values, a, b));
    }
    const most = axes.reduce((x, y) =>
      y.p < x.p || (y.p === x.p && Math.abs(y.size) > Math.abs(x.size)) ? y : x
    );
    const said = axes.filter(({ axis, p }) => axis !== "shape" && p < 1e-4)
      .sort((x, y) => x.p - y.p)[0] ?? most;
    const nh = a.rows * b.rows / (a.rows + b.rows);
    const leastVisible = LEAST_BODY_CHANGE +
      Math.sqrt(Math.log(2.17 / 0.0005) / (2 * nh)) + 0.42 / Math.sqrt(nh);
    const pValue = Math.min(1, most.p * axes.length);
    if (leastVisible >= 1 && pValue > 0.05) {
      return unknown(
        `${a.rows} and ${b.rows} rows are too few to see any change`,
      );
    }
    const reading: Reading = {
      value: Math.abs(said.size),
      effect: Math.max(...axes.map((axis) => Math.abs(axis.size))),
      pValue,
      n: { reference: a.rows, current: b.rows },
      details: {
        explanation: `${column.name}: ${said.said}`,
        axis: said.axis,
        axes: Object.fromEntries(axes.map((axis) => [axis.axis, {
          size: axis.size,
          pValue: axis.p,
          said: axis.said,
        }])),
        leastVisible,
      },
    };
    return reading;
  },
});

interface Axis {
  readonly axis: string;
  /** Change in share of rows. */
  readonly size: number;
  readonly p: number;
  /** The change in words. */
  readonly said: string;
}

function nullAxis(a: ColumnProfile, b: ColumnProfile): Axis {
  const before = a.nulls / a.rows, after = b.nulls / b.rows;
  return {
    axis: "missing",
    size: after - before,
    p: shareChangeP(a.nulls, a.rows, b.nulls, b.rows),
    said: `${percent(before)} missing became ${percent(after)}`,
  };
}

function numberAxes(column: Column, aligned: Aligned): Axis[] {
  const { p, q, n, m, lo, hi } = aligned;
  if (!n || !m) {
    const said = n ? "no value is left" : "the reference has no value";
    return [{ axis: "body", size: 0, p: 1, said }];
  }
  let f = 0, g = 0, distance = 0, where = NaN, before = 0, after = 0;
  for (let i = 0; i < p.length; i++) {
    f += p[i]! / n;
    g += q[i]! / m;
    if (Math.abs(g - f) > Math.abs(distance)) {
      distance = g - f;
      where = hi[i]!;
      before = f;
      after = g;
    }
  }
  const body: Axis = {
    axis: "body",
    size: distance,
    p: bodyChangeP(Math.abs(distance), n, m),
    said: `${percent(before)} of values up to ${
      sayValue(column, where)
    } became ${percent(after)}`,
  };
  const coarse = coarsen(p, q, n);
  const shape = shapeChangeP(coarse.p, coarse.q);
  const moved = total(
    Array.from(coarse.p, (x, i) => Math.abs(x / n - coarse.q[i]! / m)),
  ) / 2;
  const first = p.findIndex((x) => x > 0);
  const last = p.length - 1 - [...p].reverse().findIndex((x) => x > 0);
  const below = total(q.subarray(0, first)),
    above = total(q.subarray(last + 1));
  const side = below > above ? below : above;
  return [
    body,
    ...spikeAxis(column, aligned),
    {
      axis: "shape",
      size: moved,
      p: shape,
      said: `${percent(moved)} of the rows moved to other bins`,
    },
    {
      axis: "range",
      size: side / m,
      p: Math.min(
        1,
        2 * Math.min(beyondRangeP(below, n, m), beyondRangeP(above, n, m)),
      ),
      said: `${percent(side / m)} of values lie ${
        below > above ? "below" : "above"
      } the reference's range, ${sayValue(column, lo[first] ?? NaN)} to ${
        sayValue(column, hi[last] ?? NaN)
      }`,
    },
  ];
}

/** The most single values of a number that are asked, and the fewest rows they have on both sides together. */
const SPIKES = 20, SPIKE_ROWS = 10;

/** Shares of single values: a rare class written as 1, a sentinel. A cell of several values is none. */
function spikeAxis(
  column: Column,
  { lo, hi, at, p, q, n, m }: Aligned,
): Axis[] {
  const spikes: ShareOf[] = [];
  at.forEach((x, i) => {
    const whole = Math.round(x);
    const one = lo[i] === hi[i] ||
      hi[i]! - lo[i]! < 1 && Math.abs(x - whole) <= 1e-9 * Math.max(1, whole);
    if (one && p[i]! + q[i]! >= SPIKE_ROWS) {
      const value = lo[i] === hi[i] ? x : whole;
      const name = `of values at ${sayValue(column, value)}`;
      spikes.push({ name, x: p[i]!, y: q[i]! });
    }
  });
  if (!spikes.length) return [];
  const asked = commonest(spikes, SPIKES);
  return [{ axis: "values", ...changedShare(asked, n, m) }];
}

/** At most 30 bins of at least 50 reference rows: bins cut at sample quantiles are too skewed for chi-square below. */
function coarsen(p: Float64Array, q: Float64Array, n: number) {
  const bins = Math.max(1, Math.min(30, Math.floor(n / 50)));
  const a = new Float64Array(bins), b = new Float64Array(bins);
  let before = 0;
  p.forEach((count, i) => {
    const middle = Math.min((before + count / 2) / n, 1 - 1e-12);
    const bin = Math.floor(middle * bins);
    a[bin]! += count;
    b[bin]! += q[i]!;
    before += count;
  });
  return { p: a, q: b };
}

const TOP = 50;

// Candidates are chosen by pooled count: choosing by the reference alone finds "new" values in identical data.
function valueAxes(
  reference: Values,
  current: Values,
  a: ColumnProfile,
  b: ColumnProfile,
): Axis[] {
  const n = a.rows - a.nulls, m = b.rows - b.nulls;
  if (!n || !m) {
    const said = n ? "no value is left" : "the reference has no value";
    return [{ axis: "categories", size: 0, p: 1, said }];
  }
  const found = fillUnlisted(
    alignValues(reference, current, n, m),
    reference,
    current,
  );
  const named = found.values.map((value, i) => ({
    name: JSON.stringify(value),
    x: found.p[i]!,
    y: found.q[i]!,
  }));
  const top = andOthers(commonest(named, TOP), n, m);
  const moved = total(top.map(({ x, y }) => Math.abs(y / m - x / n))) / 2;
  return [
    { axis: "categories", ...changedShare(top, n, m) },
    {
      axis: "shape",
      size: moved,
      p: shapeChangeP(top.map(({ x }) => x), top.map(({ y }) => y)),
      said: `${percent(moved)} of the rows moved to other categories`,
    },
  ];
}

/** A value that an incomplete list does not name is taken as unchanged, as far as the list's least count allows. */
function fillUnlisted(
  found: AlignedValues,
  reference: Values,
  current: Values,
): AlignedValues {
  const least = ({ count, complete }: Values) =>
    complete ? 0 : Math.min(...count.values());
  const leastP = least(reference), leastQ = least(current);
  const { n, m } = found;
  return {
    ...found,
    p: found.p.map((x, i) =>
      x > 0 ? x : Math.min(leastP, Math.round(found.q[i]! * n / m))
    ),
    q: found.q.map((y, i) =>
      y > 0 ? y : Math.min(leastQ, Math.round(found.p[i]! * m / n))
    ),
  };
}
