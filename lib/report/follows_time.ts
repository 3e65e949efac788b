import { columnOf, isWhole, type Table } from "../table/mod.ts";
import {
  type ColumnProfile,
  type Profile,
  quantileOf,
  sampleOf,
} from "../profile/mod.ts";

/** Why a column is taken to follow time. */
export type Follows = ReadonlyMap<string, string>;

/**
 * Columns that only follow time: they differ between two periods by their nature, so they are named and not judged.
 *
 * A column follows time when its values in reference and current do not overlap and, in a sample of both sides, (a) it
 * is itself a time, or (b) it never falls as the time column rises and has many values (a row number), or (c) it is a
 * calendar part: its difference to the year is the same on both sides, or (d) it is a whole number that no two rows share
 * and that leaves few numbers out (a counter). A unit change does none of these.
 */
export async function followsTime(
  profiles: {
    readonly reference: Profile | undefined;
    readonly current: Profile;
  },
  tables: { readonly reference: Table; readonly current: Table },
  time: string | undefined,
): Promise<Follows> {
  const { reference, current } = profiles;
  const found = new Map<string, string>();
  if (!reference) return found;
  const apart = [...current.columns.values()].filter((column) =>
    isApart(reference.columns.get(column.column.name), column)
  );
  const clock = time ??
    apart.filter(({ column }) => column.kind === "time")
      .sort((a, b) => cells(b) - cells(a))[0]?.column.name;
  for (const { column } of apart) {
    if (column.kind === "time") {
      found.set(
        column.name,
        "it is a time, and the two periods hardly overlap",
      );
    }
  }
  const open = apart.filter(({ column }) =>
    column.kind === "number" && column.name !== clock
  );
  for (const { column } of open) {
    const { name } = column;
    if (
      isWhole(column.type) &&
      await counts(tables.reference, reference.columns.get(name)!) &&
      await counts(tables.current, profiles.current.columns.get(name)!)
    ) found.set(name, "it is a counter: no two rows share a number");
  }
  if (!clock || !open.length) return found;
  const names = new Set([clock, ...open.map(({ column }) => column.name)]);
  const sides = await Promise.all(
    [tables.reference, tables.current].map((table) => {
      columnOf(table, clock);
      return sampleOf({
        ...table,
        columns: table.columns.filter(({ name }) => names.has(name)),
        rowId: table.rowId ?? table.columns.find(({ name }) => name === clock)!,
      });
    }),
  );
  for (const { column } of open) {
    const pairs = sides.map(({ columns }) => {
      const times = columns.get(clock)!, values = columns.get(column.name)!;
      return values.flatMap((value, i) =>
        typeof value === "number" && typeof times[i] === "number"
          ? [[times[i] as number, value] as const]
          : []
      );
    });
    const reason = rises(pairs.flat())
      ? `it rises with "${clock}"`
      : isWhole(column.type) && isYear(pairs)
      ? `it is the year of "${clock}"`
      : undefined;
    if (reason) found.set(column.name, reason);
  }
  return found;
}

/** Whether the two sides do not overlap, but for 2 % at the seam. */
function isApart(
  a: ColumnProfile | undefined,
  b: ColumnProfile,
): boolean {
  if (!a?.numbers || !b.numbers) return false;
  const x = a.numbers, y = b.numbers;
  return quantileOf(y, 0.02) > quantileOf(x, 0.98) ||
    quantileOf(y, 0.98) < quantileOf(x, 0.02);
}

/** Fewer rows than this may all differ by chance; a counter leaves out at most nine of ten numbers, say to another file. */
const COUNTED = 1000, DENSE = 0.1;

/** Whether a whole number counts the rows of a table: a sample shows no number twice, and few are left out. */
async function counts(
  table: Table,
  { column, rows, nulls, numbers }: ColumnProfile,
): Promise<boolean> {
  const range = numbers!.hi.at(-1)! - numbers!.lo[0]! + 1;
  if (nulls > 0 || rows < COUNTED || range < rows || rows < DENSE * range) {
    return false;
  }
  const sample = await sampleOf({
    ...table,
    columns: table.columns.filter(({ name }) => name === column.name),
    rowId: column,
  });
  const values = sample.columns.get(column.name)!;
  return new Set(values).size === values.length;
}

function cells({ numbers }: ColumnProfile): number {
  return numbers?.count.length ?? 0;
}

function rises(pairs: (readonly [number, number])[]): boolean {
  const sorted = [...pairs].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const distinct = new Set(sorted.map(([, value]) => value));
  return distinct.size >= 10 && distinct.size >= sorted.length / 100 &&
    sorted.every(([at, value], i) =>
      i === 0 || value >= sorted[i - 1]![1] || at === sorted[i - 1]![0]
    );
}

function isYear(sides: (readonly [number, number])[][]): boolean {
  const offsets = new Set(
    sides.flat().map(([seconds, value]) =>
      value - new Date(seconds * 1000).getUTCFullYear()
    ),
  );
  return sides.every((side) => side.length > 0) && offsets.size === 1;
}
