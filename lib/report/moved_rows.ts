import {
  align,
  type Aligned,
  alignValues,
  asNumber,
  type ColumnProfile,
  sayValue,
} from "../profile/mod.ts";
import { type Cell, type Column, type Sql, sql } from "../table/mod.ts";

/** The rows by which a column changed: those with a missing value, beyond a limit, of one category. */
export interface MovedRows {
  /** What they have in common, in words: `values above 168`, `"console"`. */
  readonly words: string;
  /** Their share of the rows that hold a value (of all rows: the missing), in the reference and now. */
  readonly before: number;
  readonly after: number;
  /** 1 for one of them, 0 for another, null for a row that is not asked: its mean is the share. */
  readonly outcome: Sql;
  /** Whether a value as a sample has it is one of them: a number, an epoch second, or text. */
  includes(value: Cell): boolean;
}

/** The two sides of one column. */
export interface ColumnPair {
  readonly a: ColumnProfile;
  readonly b: ColumnProfile;
}

/**
 * The rows by which a column changed, as one yes-or-no question that any row can be asked: what causes are computed from.
 *
 * `axis` is that of `drift/change` ("missing", "body", "range", "values", "shape", "categories"); any other, and an axis that
 * did not move, stands for the question whose share changed most. Of the two ways to ask, the one whose share grew is taken. Shape: two profiles -> question. Edge cases: undefined when a side has no rows or nothing moved.
 */
export function movedRows(
  { a, b }: ColumnPair,
  axis = "",
): MovedRows | undefined {
  if (!a.rows || !b.rows) return undefined;
  const found = [missingRows(a, b), ...valueRows(a, b)]
    .filter(([, { before, after }]) => before !== after);
  const size = ({ before, after }: MovedRows) => Math.abs(after - before);
  return (found.find(([name]) => name === axis) ??
    found.sort(([, x], [, y]) => size(y) - size(x))[0])?.[1];
}

type Question = readonly [axis: string, rows: MovedRows];

function missingRows(a: ColumnProfile, b: ColumnProfile): Question {
  const before = a.nulls / a.rows, after = b.nulls / b.rows;
  const grows = after >= before, { column } = b;
  return ["missing", {
    words: grows ? "missing values" : "values that are there",
    before: grows ? before : 1 - before,
    after: grows ? after : 1 - after,
    outcome: sql`(case when ${column} is null then ${Number(grows)} else ${
      Number(!grows)
    } end)`,
    includes: (value) => (value === null) === grows,
  }];
}

function valueRows(a: ColumnProfile, b: ColumnProfile): readonly Question[] {
  if (a.numbers && b.numbers) return numberRows(a, b);
  return a.values && b.values ? categoryRows(a, b) : [];
}

function numberRows(a: ColumnProfile, b: ColumnProfile): readonly Question[] {
  const cells = align(a.numbers!, b.numbers!), { p, q } = cells;
  const last = p.length - 1;
  if (last < 0 || !cells.n || !cells.m) return [];
  // among the values that are there: missing ones are a question of their own
  const gain = Array.from(p, (x, i) => q[i]! / cells.m - x / cells.n);
  const between = (from: number, to: number) =>
    range(b.column, cells, from, to);
  let sum = 0, body = 0, most = 0;
  for (let i = 0; i < last; i++) {
    sum += gain[i]!;
    if (Math.abs(sum) > Math.abs(most)) {
      most = sum;
      body = i;
    }
  }
  const [from, to] = largestSum(gain);
  const first = p.findIndex((x) => x > 0), end = p.findLastIndex((x) => x > 0);
  const outside = [
    ...(first > 0 ? [between(0, first - 1)] : []),
    ...(end < last ? [between(end + 1, last)] : []),
  ].sort((x, y) => y.after - x.after);
  return [
    ["body", most > 0 ? between(0, body) : between(body + 1, last)],
    ["shape", between(from, to)],
    ...(outside.length ? [["range", outside[0]!] as const] : []),
    ...spikes(b.column, cells),
  ];
}

function range(
  column: Column,
  { p, q, lo, hi, n, m }: Aligned,
  from: number,
  to: number,
): MovedRows {
  const x = asNumber(column), last = p.length - 1;
  const low = from > 0 ? hi[from - 1]! : -Infinity, high = hi[to]!;
  const say = (value: number) => sayValue(column, value);
  const sum = (counts: Float64Array) =>
    counts.subarray(from, to + 1).reduce((s, count) => s + count, 0);
  const { words, condition } = from === 0
    ? { words: `values up to ${say(high)}`, condition: sql`${x} <= ${high}` }
    : to === last
    ? { words: `values above ${say(low)}`, condition: sql`${x} > ${low}` }
    : {
      words: `values from ${say(lo[from]!)} to ${say(high)}`,
      condition: sql`${x} > ${low} and ${x} <= ${high}`,
    };
  return {
    words,
    before: sum(p) / n,
    after: sum(q) / m,
    outcome: among(sql`isfinite(${x})`, condition),
    includes: (value) =>
      typeof value === "number" && Number.isFinite(value) && value > low &&
      (to === last || value <= high),
  };
}

function spikes(
  column: Column,
  { p, q, lo, hi, n, m }: Aligned,
): readonly Question[] {
  const shares = Array.from(lo, (value, i): Share<number> => ({
    value,
    before: p[i]! / n,
    after: q[i]! / m,
  })).filter((_, i) => lo[i] === hi[i]);
  const most = mostMoved(shares);
  if (!most) return [];
  const { value, other } = most, said = sayValue(column, value);
  const x = asNumber(column);
  const rows = oneValue(
    { words: other ? said : `values at ${said}`, ...most },
    sql`isfinite(${x})`,
    sql`${x} = ${value}`,
    (found) => found === value,
  );
  return [["values", rows]];
}

/** The stretch of the list with the largest sum. */
function largestSum(values: readonly number[]): readonly [number, number] {
  let best = -Infinity, found: readonly [number, number] = [0, 0];
  let sum = 0, from = 0;
  values.forEach((value, i) => {
    if (sum <= 0) {
      sum = 0;
      from = i;
    }
    sum += value;
    if (sum > best) {
      best = sum;
      found = [from, i];
    }
  });
  return found;
}

function categoryRows(a: ColumnProfile, b: ColumnProfile): readonly Question[] {
  const n = a.rows - a.nulls, m = b.rows - b.nulls;
  if (!n || !m) return [];
  const { values, p, q } = alignValues(a.values!, b.values!, n, m);
  const most = mostMoved(
    values.map((value, i): Share<string> => ({
      value,
      before: p[i]! / n,
      after: q[i]! / m,
    })),
  );
  if (!most) return [];
  const { value } = most, { column } = b;
  const long = /^([^]{160})…([0-9a-f]{32})$/.exec(value);
  const text = sql`cast(${column} as varchar)`;
  const rows = oneValue(
    { words: JSON.stringify(shorten(value)), ...most },
    sql`${column} is not null`,
    long ? sql`md5(${text}) = ${long[2]!}` : sql`${text} = ${value}`,
    (found) =>
      long
        ? typeof found === "string" && found.startsWith(long[1]!)
        : found === value,
  );
  return [["categories", rows], ["shape", rows]];
}

interface Share<T> {
  readonly value: T;
  readonly before: number;
  readonly after: number;
}

/** The value whose share grew most, or, where another's fell by far more, all but that one. */
function mostMoved<T>(
  shares: readonly Share<T>[],
): Share<T> & { readonly other: boolean } | undefined {
  const gain = ({ before, after }: Share<T>) => after - before;
  let up = shares[0], down = shares[0];
  for (const share of shares) {
    if (gain(share) > gain(up!)) up = share;
    if (gain(share) < gain(down!)) down = share;
  }
  if (!up || !down) return undefined;
  const other = gain(up) < -0.8 * gain(down);
  return { ...(other ? down : up), other };
}

/** The rows of one value, or of all others. */
function oneValue(
  { words, before, after, other }: {
    readonly words: string;
    readonly before: number;
    readonly after: number;
    readonly other: boolean;
  },
  asked: Sql,
  is: Sql,
  equals: MovedRows["includes"],
): MovedRows {
  return other
    ? {
      words: `values other than ${words}`,
      before: 1 - before,
      after: 1 - after,
      outcome: among(asked, sql`not (${is})`),
      includes: (value) => value !== null && !equals(value),
    }
    : { words, before, after, outcome: among(asked, is), includes: equals };
}

/** 1 where the condition holds, 0 where not, null for a row that is not asked. */
function among(asked: Sql, condition: Sql): Sql {
  return sql`(case when ${asked} then case when ${condition} then 1 else 0 end end)`;
}

function shorten(value: string): string {
  return value.length > 60 ? `${value.slice(0, 59)}…` : value;
}
