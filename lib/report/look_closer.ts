import type { GroupSums } from "../math/mod.ts";
import { asNumber, rowIdOf, type Sample } from "../profile/mod.ts";
import {
  type Cell,
  type Column,
  joinSql,
  rawSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";

/** What is asked of the rows of one side. */
export interface Questions {
  /** Ways to part the rows, each an expression whose text names a row's group. */
  readonly keys: readonly Sql[];
  /** Numbers whose mean is asked in each group; null leaves a row out. */
  readonly outcomes: readonly Sql[];
  /** A time whose smallest value is asked in each group. */
  readonly time?: Column | undefined;
  /** Columns of which some rows are shown. */
  readonly shown: readonly Column[];
  /** About how many rows are looked at, defaults to 50,000. */
  readonly most?: number;
}

/** One group of one key. */
export interface Group {
  readonly rows: number;
  /** By outcome. */
  readonly sums: readonly GroupSums[];
  /** The smallest time, epoch seconds; null without one. */
  readonly since: number | null;
}

/** Some rows, by column. */
export type ShownRows = Pick<Sample, "rows" | "columns">;

/** What was found. */
export interface Closer {
  /** By key, in the order asked: groups by their text, null where it is missing. */
  readonly groups: readonly ReadonlyMap<string | null, Group>[];
  /** Rows drawn by the smallest hash of their id; numbers and times as numbers, anything else as text. */
  readonly sample: ShownRows;
}

/** Rows that are looked at, and rows that are shown, about and at most. */
const LOOKED = 50_000, SHOWN = 2_000;

/**
 * Looks at the rows of one side again, once: sums by group for several ways to group, and a few rows to show.
 *
 * One query, one scan of the columns named. Of more than 50,000 rows every k-th by the hash of its id is read, the same ones
 * every time: shares are then known to about 0.2 points. Errors: RangeError when nothing is asked.
 */
export async function lookCloser(
  table: Table,
  rows: number,
  { keys, outcomes, time, shown, most = LOOKED }: Questions,
): Promise<Closer> {
  if (!keys.length && !shown.length) {
    throw new RangeError("Cannot look closer: a key or a column is needed");
  }
  const every = Math.max(1, Math.floor(rows / most));
  const id = table.rowId ?? rowIdOf({ ...table, columns: shown });
  const name = (letter: string, i: number) => rawSql(`${letter}${i}`);
  const read = [
    sql`hash(${id}) h`,
    sql`${time ? asNumber(time) : rawSql("null")} t`,
    ...keys.map((key, i) => sql`cast(${key} as varchar) ${name("k", i)}`),
    ...outcomes.map((y, i) => sql`cast(${y} as double) ${name("y", i)}`),
    ...shown.map((column, i) => sql`${shownAs(column)} ${name("c", i)}`),
  ];
  const sums = outcomes.flatMap((_, i) => [
    sql`cast(count(${name("y", i)}) as double) ${name("n", i)}`,
    sql`sum(${name("y", i)}) ${name("s", i)}`,
    sql`sum(${name("y", i)} * ${name("y", i)}) ${name("q", i)}`,
  ]);
  const names = keys.map((_, i) => name("k", i));
  const text = joinSql(names, ", ");
  const grouped =
    sql`select cast(grouping_id(${text}) as double) g, coalesce(${text}) v, cast(count(*) as double) n, min(t) since${
      tail(sums)
    }${
      tail(shown.map((_, i) => sql`null ${name("c", i)}`))
    } from s group by grouping sets (${
      joinSql(names.map((key) => sql`(${key})`))
    })`;
  const listed =
    sql`select -1e0 g, null v, cast(count(*) as double) n, null since${
      tail(outcomes.flatMap((_, i) =>
        ["n", "s", "q"].map((x) =>
          sql`null ${name(x, i)}`
        )
      ))
    }${
      tail(shown.map((_, i) =>
        sql`list(${name("c", i)} order by h) ${name("c", i)}`
      ))
    } from (select * from s order by h limit ${rawSql(String(SHOWN))})`;
  const parts = [...(keys.length ? [grouped] : []), listed];
  const found = await table.engine.rows(
    sql`with s as materialized (select ${joinSql(read)} from ${table.relation}${
      every > 1
        ? sql` where hash(${id}) % ${rawSql(String(every))} = 0`
        : rawSql("")
    }) ${joinSql(parts.map((part) => sql`(${part})`), " union all ")}`,
  );
  const groups = keys.map(() => new Map<string | null, Group>());
  let sample: ShownRows = { rows: 0, columns: new Map() };
  for (const row of found) {
    if (row.g === -1) {
      sample = {
        rows: row.n as number,
        columns: new Map(shown.map((column, i) => [
          column.name,
          (row[`c${i}`] ?? []) as readonly Cell[],
        ])),
      };
      continue;
    }
    // a group's own key has bit 0, all others bit 1; the first key is the highest bit
    const own = keys.findIndex((_, i) =>
      !(Math.floor(row.g as number / 2 ** (keys.length - 1 - i)) % 2)
    );
    groups[own]!.set(row.v as string | null, {
      rows: row.n as number,
      since: row.since as number | null,
      sums: outcomes.map((_, i) => ({
        n: row[`n${i}`] as number,
        sum: (row[`s${i}`] ?? 0) as number,
        squares: (row[`q${i}`] ?? 0) as number,
      })),
    });
  }
  return { groups, sample };
}

function shownAs(column: Column): Sql {
  return column.kind === "number" || column.kind === "time"
    ? asNumber(column)
    : sql`cast(${column} as varchar)`;
}

function tail(parts: readonly Sql[]): Sql {
  return parts.length ? sql`, ${joinSql(parts)}` : rawSql("");
}
