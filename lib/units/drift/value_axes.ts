import { shapeChangeP, total } from "../../math/mod.ts";
import {
  type AlignedValues,
  alignValues,
  type ColumnProfile,
  percent,
  type Values,
} from "../../profile/mod.ts";
import { type Axis, independent, noValue } from "./axis.ts";
import {
  andOthers,
  changedShare,
  commonest,
  type ShareOf,
} from "./changed_share.ts";
import { movedShare } from "./moved_share.ts";

/** Categories asked one by one; all others are one more. */
const TOP = 50;

/**
 * The axes of a column of categories: the shares of its 50 most frequent values and of all others, and its shape.
 *
 * Candidates are chosen by pooled count: choosing by the reference alone finds "new" values in identical data. The shape of
 * two values says nothing that their share does not.
 */
export function valueAxes(a: ColumnProfile, b: ColumnProfile): Axis[] {
  const n = a.rows - a.nulls, m = b.rows - b.nulls;
  if (!n || !m) {
    return [noValue("categories", n)];
  }
  const found = fillUnlisted(
    alignValues(a.values!, b.values!, n, m),
    a.values!,
    b.values!,
  );
  const named = found.values.map((value, i) => ({
    key: value,
    x: found.p[i]!,
    y: found.q[i]!,
  }));
  const top = andOthers(commonest(named, TOP), n, m);
  const sides = [a.clusters, b.clusters] as const;
  const rowsOf = (share: ShareOf) =>
    independent(
      n,
      m,
      sides,
      ({ values, alike }) =>
        share.key === null ? alike : values.get(share.key) ?? alike,
    );
  const shares = changedShare("categories", top, n, m, {
    rowsOf,
    say: (value) => JSON.stringify(value),
  });
  if (top.length <= 2) return [shares];
  const effect = (
    { values, alike }: NonNullable<ColumnProfile["clusters"]>,
  ) => meanEffect(top, values, alike, n + m);
  const rows = independent(n, m, sides, effect), [d, e] = rows.effects;
  const p = top.map(({ x }) => x), q = top.map(({ y }) => y);
  const size = total(top.map(({ x, y }) => Math.abs(y / m - x / n))) / 2;
  return [shares, {
    axis: "shape",
    size,
    interval: () => movedShare(size, top.length, rows.n, rows.m),
    p: shapeChangeP(p.map((x) => x / d), q.map((y) => y / e), rows.df),
    said: () => `${percent(size)} of the rows moved to other categories`,
  }];
}

/** Rao and Scott's first-order correction: the effects weighted by the share of all other values. */
function meanEffect(
  top: readonly ShareOf[],
  effects: ReadonlyMap<string, number>,
  otherwise: number,
  rows: number,
): number {
  let sum = 0;
  for (const share of top) {
    const known = share.key === null ? undefined : effects.get(share.key);
    sum += (1 - (share.x + share.y) / rows) * (known ?? otherwise);
  }
  return Math.max(1, sum / (top.length - 1));
}

/** A value that an incomplete list does not name is taken as unchanged, as far as the list's least count allows. */
function fillUnlisted(
  found: AlignedValues,
  reference: Values,
  current: Values,
): AlignedValues {
  if (reference.complete && current.complete) return found;
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
