import type { Cell } from "../table/mod.ts";
import type { ShownRows } from "./look_closer.ts";
import type { MovedRows } from "./moved_rows.ts";

/** How alike two columns must be to count as one cause, as a correlation. */
const ALIKE = 0.8;

/** Fewer rows that moved than this say nothing of two columns. */
const LEAST = 10;

/**
 * Puts columns that moved together into one group: their rows that moved are the same, or their values go together.
 *
 * Formula: two columns belong together when |phi| of "this row moved" is at least 0.8 in the current sample, or the rank correlation of
 * their values (Spearman's, ties at their mean) is at least 0.8 in size on both sides; groups are chains of such pairs. Shape: columns with their
 * questions and both samples -> lists of names, the order kept. Edge cases: fewer than 10 rows that moved, or did not, say nothing; a column
 * that the samples lack stays alone.
 */
export function movedTogether(
  columns: readonly { readonly name: string; readonly rows: MovedRows }[],
  reference: ShownRows,
  current: ShownRows,
): readonly (readonly string[])[] {
  const looked = columns.map(({ name, rows }) => {
    const values = current.columns.get(name);
    return {
      name,
      moved: values && flags(values, rows),
      ranks: [reference, current].map((side) =>
        ranksOf(side.columns.get(name) ?? [])
      ),
    };
  });
  const groups: (typeof looked)[] = [];
  for (const one of looked) {
    const alike = groups.filter((group) =>
      group.some((other) =>
        correlation(one.moved, other.moved) >= ALIKE ||
        one.ranks.every((ranks, side) =>
          correlation(ranks, other.ranks[side]) >= ALIKE
        )
      )
    );
    const joined = [...alike.flat(), one];
    for (const group of alike) groups.splice(groups.indexOf(group), 1);
    groups.push(joined);
  }
  const place = (name: string) => columns.findIndex((x) => x.name === name);
  return groups.map((group) =>
    group.map(({ name }) => name).sort((x, y) => place(x) - place(y))
  ).sort(([x], [y]) => place(x!) - place(y!));
}

/** 1 where the row moved; undefined when too few moved, or did not. */
function flags(
  values: readonly Cell[],
  rows: MovedRows,
): Float64Array | undefined {
  const found = Float64Array.from(
    values,
    (value) => Number(rows.includes(value)),
  );
  const moved = found.reduce((sum, x) => sum + x, 0);
  return Math.min(moved, found.length - moved) < LEAST ? undefined : found;
}

/** Ranks of the numbers, ties at their mean, NaN where there is none; undefined when they do not vary. */
function ranksOf(values: readonly Cell[]): Float64Array | undefined {
  const order = values.map((_, i) => i)
    .filter((i) => typeof values[i] === "number")
    .sort((i, k) => (values[i] as number) - (values[k] as number));
  const ranks = new Float64Array(values.length).fill(NaN);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]!] === values[order[from]!]) {
      to++;
    }
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + to - 1) / 2;
  }
  const varies = order.length >= LEAST &&
    values[order[0]!] !== values[order.at(-1)!];
  return varies ? ranks : undefined;
}

/** The size of Pearson's correlation over the rows that have both; 0 where there is none. */
function correlation(
  x: Float64Array | undefined,
  y: Float64Array | undefined,
): number {
  if (!x || !y) return 0;
  let n = 0, sx = 0, sy = 0, xx = 0, yy = 0, xy = 0;
  x.forEach((a, i) => {
    const b = y[i]!;
    if (Number.isNaN(a) || Number.isNaN(b)) return;
    n++;
    sx += a;
    sy += b;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  });
  const spread = (n * xx - sx * sx) * (n * yy - sy * sy);
  return n < LEAST || !(spread > 0)
    ? 0
    : Math.abs(n * xy - sx * sy) / Math.sqrt(spread);
}
