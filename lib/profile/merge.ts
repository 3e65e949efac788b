import type {
  ColumnProfile,
  Numbers,
  Profile,
  Sample,
  Values,
} from "./profile.ts";
import { regrid } from "./regrid.ts";
import { SAMPLE } from "./sample.ts";

/**
 * Profile of both tables' rows together: counts add, extremes take the further one.
 *
 * Shape: two profiles made by the same plan -> one. Columns that one side lacks count as null there; samples keep
 * the rows with the smallest hashes, and are gone where one side has none, as are samples by class.
 * Errors: RangeError when a column's grids differ.
 */
export function merge(a: Profile, b: Profile): Profile {
  const columns = new Map<string, ColumnProfile>();
  for (const name of new Set([...a.columns.keys(), ...b.columns.keys()])) {
    const x = a.columns.get(name) ?? absent(b.columns.get(name)!, a.rows);
    const y = b.columns.get(name) ?? absent(a.columns.get(name)!, b.rows);
    columns.set(name, {
      column: x.column,
      rows: x.rows + y.rows,
      nulls: x.nulls + y.nulls,
      nonFinite: x.nonFinite + y.nonFinite,
      ...(x.numbers && y.numbers
        ? { numbers: mergeNumbers(x.numbers, y.numbers) }
        : {}),
      ...(x.values && y.values
        ? { values: mergeValues(x.values, y.values) }
        : {}),
    });
  }
  return {
    name: a.name,
    rows: a.rows + b.rows,
    columns,
    ...(a.sample && b.sample
      ? { sample: mergeSamples(a.sample, b.sample) }
      : {}),
    notes: [...a.notes, ...b.notes],
    files: [...a.files, ...b.files],
  };
}

function mergeSamples(a: Sample, b: Sample): Sample {
  const rows = [a, b].flatMap((from) =>
    Array.from(from.hash, (hash, i) => ({ from, i, hash }))
  ).sort((x, y) => x.hash - y.hash).slice(0, SAMPLE);
  return {
    rows: rows.length,
    hash: Float64Array.from(rows, ({ hash }) => hash),
    columns: new Map(
      [...new Set([...a.columns.keys(), ...b.columns.keys()])].map((name) => [
        name,
        rows.map(({ from, i }) => from.columns.get(name)?.[i] ?? null),
      ]),
    ),
  };
}

function absent(other: ColumnProfile, rows: number): ColumnProfile {
  const none = new Float64Array();
  return {
    column: other.column,
    rows,
    nulls: rows,
    nonFinite: 0,
    ...(other.numbers
      ? {
        numbers: {
          ...other.numbers,
          index: new Int32Array(),
          count: none,
          lo: none,
          hi: none,
          sum: none,
          squares: none,
        },
      }
      : {}),
    ...(other.values
      ? { values: { count: new Map(), distinct: 0, complete: true } }
      : {}),
  };
}

/** Cells of both, on the grid of either when one has a grid. */
export function mergeNumbers(a: Numbers, b: Numbers): Numbers {
  const grid = a.grid ?? b.grid;
  const x = grid ? regrid(a, grid) : a;
  const y = recentre(grid ? regrid(b, grid) : b, x.centre);
  const key = (side: Numbers, i: number) => grid ? side.index[i]! : side.lo[i]!;
  const cells: { side: Numbers; i: number; key: number }[] = [];
  for (const side of [x, y]) {
    side.count.forEach((_, i) => cells.push({ side, i, key: key(side, i) }));
  }
  cells.sort((c, d) => c.key - d.key);
  const groups: (typeof cells)[] = [];
  for (const cell of cells) {
    const last = groups.at(-1);
    if (last && last[0]!.key === cell.key) last.push(cell);
    else groups.push([cell]);
  }
  const add = (field: "count" | "sum" | "squares") =>
    Float64Array.from(
      groups,
      (group) => group.reduce((s, { side, i }) => s + side[field][i]!, 0),
    );
  return {
    grid,
    index: grid
      ? Int32Array.from(groups, (group) => group[0]!.key)
      : new Int32Array(),
    count: add("count"),
    sum: add("sum"),
    squares: add("squares"),
    lo: Float64Array.from(
      groups,
      (group) => Math.min(...group.map(({ side, i }) => side.lo[i]!)),
    ),
    hi: Float64Array.from(
      groups,
      (group) => Math.max(...group.map(({ side, i }) => side.hi[i]!)),
    ),
    centre: x.centre,
  };
}

function recentre(numbers: Numbers, centre: number): Numbers {
  const by = numbers.centre - centre;
  if (by === 0) return numbers;
  const { count, sum, squares } = numbers;
  return {
    ...numbers,
    centre,
    sum: sum.map((s, i) => s + by * count[i]!),
    squares: squares.map((t, i) => t + 2 * by * sum[i]! + by * by * count[i]!),
  };
}

function mergeValues(a: Values, b: Values): Values {
  const count = new Map(a.count);
  for (const [value, n] of b.count) {
    count.set(value, (count.get(value) ?? 0) + n);
  }
  const complete = a.complete && b.complete;
  return {
    count: new Map(
      [...count].sort(([v, n], [w, m]) =>
        m - n || (v < w ? -1 : v > w ? 1 : 0)
      ),
    ),
    distinct: complete ? count.size : Math.max(a.distinct, b.distinct),
    complete,
  };
}
