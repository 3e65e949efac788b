import {
  beyondRangeP,
  BODY_CONSTANT,
  bodyChangeP,
  shapeChangeP,
  total,
  wilson,
} from "../../math/mod.ts";
import {
  align,
  type Aligned,
  changeInPoints,
  type ColumnProfile,
  percent,
  sayValue,
} from "../../profile/mod.ts";
import { type Axis, independent, noValue, visibleBody } from "./axis.ts";
import { changedShare, commonest, type ShareOf } from "./changed_share.ts";
import { movedShare } from "./moved_share.ts";

/**
 * The axes of a numeric column: its body (the largest change of a share below some value), its 20 most frequent single values, its
 * shape in bins, and what lies beyond the reference's range.
 *
 * A column of one or two values has only their shares.
 */
export function numberAxes(a: ColumnProfile, b: ColumnProfile): Axis[] {
  const aligned = align(a.numbers!, b.numbers!), { n, m } = aligned;
  if (!n || !m) {
    return [noValue("body", n)];
  }
  const spikes = spikesOf(aligned);
  const values = spikes.length ? [valuesAxis(a, b, aligned, spikes)] : [];
  if (aligned.p.length <= 2 && spikes.length) return values;
  return [
    bodyAxis(a, b, aligned),
    ...values,
    shapeAxis(a, b, aligned),
    rangeAxis(a, b, aligned),
  ];
}

function bodyAxis(
  a: ColumnProfile,
  b: ColumnProfile,
  { p, q, n, m, hi }: Aligned,
): Axis {
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
  const rows = independent(
    n,
    m,
    [a.clusters, b.clusters],
    ({ body }) => body,
  );
  const nh = rows.n * rows.m / (rows.n + rows.m);
  const half = Math.sqrt(Math.log(BODY_CONSTANT / 0.05) / (2 * nh));
  const size = -distance;
  const ends = [Math.max(-1, size - half), Math.min(1, size + half)] as const;
  return {
    axis: "body",
    size,
    interval: () => ends,
    p: bodyChangeP(Math.abs(size), rows.n, rows.m, rows.df),
    said: () =>
      size === 0
        ? "the rows lie where they lay"
        : `${percent(before)} of values up to ${
          sayValue(b.column, where)
        } became ${percent(after)}, ${
          changeInPoints(distance, [-ends[1], -ends[0]])
        }`,
    visible: (level) => visibleBody(level, rows),
  };
}

/** The most single values of a number that are asked, and the fewest rows they have on both sides together. */
const SPIKES = 20, SPIKE_ROWS = 10;

/** Single values with their rows: a rare class written as 1, a sentinel. A cell of several values is none. */
function spikesOf({ lo, hi, at, p, q }: Aligned): readonly ShareOf[] {
  const spikes: ShareOf[] = [];
  for (let i = 0; i < at.length; i++) {
    if (p[i]! + q[i]! < SPIKE_ROWS) continue;
    const x = at[i]!, whole = Math.round(x), single = lo[i] === hi[i];
    const one = single || hi[i]! - lo[i]! < 1 &&
        Math.abs(x - whole) <= 1e-9 * Math.max(1, whole);
    if (!one) continue;
    const value = single ? x : whole;
    spikes.push({ key: String(value), x: p[i]!, y: q[i]! });
  }
  return commonest(spikes, SPIKES);
}

function valuesAxis(
  a: ColumnProfile,
  b: ColumnProfile,
  { n, m }: Aligned,
  spikes: readonly ShareOf[],
): Axis {
  return changedShare("values", spikes, n, m, {
    rowsOf: ({ key }) =>
      independent(
        n,
        m,
        [a.clusters, b.clusters],
        ({ values, alike }) => values.get(key!) ?? alike,
      ),
    say: (value) => `of values at ${sayValue(b.column, Number(value))}`,
  });
}

function shapeAxis(
  a: ColumnProfile,
  b: ColumnProfile,
  aligned: Aligned,
): Axis {
  const { n, m } = aligned;
  const rows = independent(
    n,
    m,
    [a.clusters, b.clusters],
    ({ body }) => body,
  );
  const { p, q } = coarsen(aligned, rows.effects);
  const size = total(
    Array.from(p, (x, i) => Math.abs(x / rows.n - q[i]! / rows.m)),
  ) / 2;
  return {
    axis: "shape",
    size,
    interval: () => movedShare(size, p.length, rows.n, rows.m),
    p: shapeChangeP(p, q, rows.df),
    said: () => `${percent(size)} of the rows moved to other bins`,
  };
}

/** At most 30 bins of at least 50 reference rows: bins cut at sample quantiles are too skewed for chi-square below. */
function coarsen(
  { p, q, n }: Aligned,
  [d, e]: readonly [number, number],
): { readonly p: Float64Array; readonly q: Float64Array } {
  const bins = Math.max(1, Math.min(30, Math.floor(n / d / 50)));
  const a = new Float64Array(bins), b = new Float64Array(bins);
  let before = 0;
  for (let i = 0; i < p.length; i++) {
    const count = p[i]!;
    const middle = Math.min((before + count / 2) / n, 1 - 1e-12);
    const bin = Math.floor(middle * bins);
    a[bin]! += count / d;
    b[bin]! += q[i]! / e;
    before += count;
  }
  return { p: a, q: b };
}

function rangeAxis(
  a: ColumnProfile,
  b: ColumnProfile,
  { p, q, n, m, lo, hi }: Aligned,
): Axis {
  let first = 0, last = p.length - 1, below = 0, above = 0;
  while (p[first] === 0) below += q[first++]!;
  while (p[last] === 0) above += q[last--]!;
  // rows of an entity beyond the range are taken as one row
  const rows = independent(
    n,
    m,
    [a.clusters, b.clusters],
    ({ alike }) => alike,
  );
  const beyond = (count: number) =>
    beyondRangeP(count / rows.effects[1], rows.n, rows.m);
  const side = Math.max(below, above);
  return {
    axis: "range",
    size: side / m,
    interval: () => side ? wilson(side / rows.effects[1], rows.m) : [0, 0],
    p: Math.min(1, 2 * Math.min(beyond(below), beyond(above))),
    said: () =>
      `${percent(side / m)} of values lie ${
        below > above ? "below" : "above"
      } the reference's range, ${sayValue(b.column, lo[first]!)} to ${
        sayValue(b.column, hi[last]!)
      }`,
  };
}
