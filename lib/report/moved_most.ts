import { align, type Aligned, alignValues, sayValue } from "../profile/mod.ts";
import type { Column } from "../table/mod.ts";
import type { ColumnPair } from "./moved_rows.ts";

/** A part of a column: a value, a range of values, the missing ones. */
export interface MovedPart {
  readonly name: string;
  /** Its share of the values that are there (of all rows: the missing), in the reference and now. */
  readonly before: number;
  readonly after: number;
  /** Its part of the whole change, 0..1. */
  readonly part: number;
}

/**
 * The values or ranges of a column whose shares changed, the most changed first, each with its part of the whole change.
 *
 * Formula: part = w |after - before| / sum w |after - before|, w = 1 for missing and non-finite values among all rows, for others their mean
 * share of the rows on both sides, so that values lost everywhere alike are one part and not many. The parts are 1 together.
 * Numbers with many values are told apart by the reference's deciles and its range; neighbours that moved the same way are one
 * range. Shape: two profiles -> parts. Edge cases: empty when a side has no rows or nothing changed.
 */
export function movedMost({ a, b }: ColumnPair): readonly MovedPart[] {
  if (!a.rows || !b.rows) return [];
  const n = a.rows - a.nulls - a.nonFinite, m = b.rows - b.nulls - b.nonFinite;
  const there = (n / a.rows + m / b.rows) / 2;
  const values = !n || !m
    ? []
    : a.numbers && b.numbers
    ? ranges(b.column, align(a.numbers, b.numbers), n, m)
    : a.values && b.values
    ? categories({ a, b })
    : [];
  const lost = [
    { name: "missing", x: a.nulls, y: b.nulls },
    { name: "not finite", x: a.nonFinite, y: b.nonFinite },
  ];
  const parts = [
    ...lost.map(({ name, x, y }) => ({
      name,
      before: x / a.rows,
      after: y / b.rows,
      weight: 1,
    })),
    ...values.map(({ name, x, y }) => ({
      name,
      before: x / n,
      after: y / m,
      weight: there,
    })),
  ].filter(({ before, after }) => before !== after);
  const size = ({ before, after, weight }: typeof parts[number]) =>
    weight * Math.abs(after - before);
  const whole = parts.reduce((sum, part) => sum + size(part), 0);
  return parts.map((part) => ({
    name: part.name,
    before: part.before,
    after: part.after,
    part: size(part) / whole,
  })).sort((x, y) => y.part - x.part || y.after - x.after);
}

interface Count {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Up to this many distinct numbers are told one by one. */
const SINGLE = 12;

function ranges(column: Column, cells: Aligned, n: number, m: number): Count[] {
  const { p, q, lo, hi } = cells, say = (x: number) => sayValue(column, x);
  if (!p.length || !cells.n || !cells.m) return [];
  if (p.length <= SINGLE && lo.every((x, i) => x === hi[i])) {
    return Array.from(p, (x, i) => ({ name: say(lo[i]!), x, y: q[i]! }));
  }
  const merged: { from: number; to: number; x: number; y: number }[] = [];
  let before = 0, bin = NaN;
  p.forEach((x, i) => {
    // below the reference's smallest value, its deciles, above its largest
    const at = x > 0
      ? Math.floor(10 * Math.min((before + x / 2) / cells.n, 1 - 1e-12))
      : before === 0
      ? -1
      : before === cells.n
      ? 10
      : bin;
    before += x;
    const last = merged.at(-1);
    if (last && at === bin) {
      last.to = i;
      last.x += x;
      last.y += q[i]!;
    } else merged.push({ from: i, to: i, x, y: q[i]! });
    bin = at;
  });
  const sign = (part: { readonly x: number; readonly y: number }) =>
    Math.sign(part.y / m - part.x / n);
  const joined: typeof merged = [];
  for (const part of merged) {
    const last = joined.at(-1);
    if (last && sign(last) === sign(part)) {
      last.to = part.to;
      last.x += part.x;
      last.y += part.y;
    } else joined.push({ ...part });
  }
  return joined.map(({ from, to, x, y }) => ({
    name: from === 0
      ? `up to ${say(hi[to]!)}`
      : to === p.length - 1
      ? `above ${say(hi[from - 1]!)}`
      : `${say(lo[from]!)} to ${say(hi[to]!)}`,
    x,
    y,
  }));
}

function categories({ a, b }: ColumnPair): Count[] {
  const n = a.rows - a.nulls, m = b.rows - b.nulls;
  const { values, p, q, restP, restQ } = alignValues(
    a.values!,
    b.values!,
    n,
    m,
  );
  return [
    ...values.map((value, i) => ({
      name: value === "" ? "(empty)" : value,
      x: p[i]!,
      y: q[i]!,
    })),
    { name: "values not listed", x: restP, y: restQ },
  ];
}
