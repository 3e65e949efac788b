import {
  columnOf,
  finite,
  rawSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";
import { MONDAY } from "./season.ts";

/** How long windows are: milliseconds, or calendar months. */
export type Every = number | "month";

/** The windows of a table: the start of the one that a row lies in. */
export interface WindowGrid {
  /** The start in milliseconds since 1970 as a double; null where the time is missing. */
  readonly start: Sql;
  readonly every: Every;
  /** How the time column was read, in words. */
  readonly read: string;
}

const HOUR = 3_600_000, DAY = 24 * HOUR;
const UNITS: Readonly<Record<string, number>> = {
  min: 60_000,
  h: HOUR,
  d: DAY,
  w: 7 * DAY,
};

/** Reads "1d", "6h", "1w", "15min" or "1mo". Errors: RangeError for another text. */
export function everyOf(text: string): Every {
  const [, count, unit] = /^(\d+)(min|h|d|w|mo)$/.exec(text) ?? [];
  const many = Number(count);
  if (unit !== undefined && many > 0) {
    if (unit !== "mo") return many * UNITS[unit]!;
    if (many === 1) return "month";
  }
  throw new RangeError(
    `Cannot use windows of "${text}": a length such as "1h", "1d", "1w" or "1mo" is needed`,
  );
}

/** The end of a window. */
export function endOf(from: number, every: Every): number {
  if (every !== "month") return from + every;
  const start = new Date(from);
  return Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1);
}

/**
 * Lays windows over a time column: of times, of texts that are times, or of numbers.
 *
 * Numbers up to a million are days (a row number as day, too), up to 1e11 seconds since 1970, else milliseconds. Weeks begin
 * on Monday. Errors: SchemaError for a missing column; TypeError for texts that are no times, or another type.
 */
export async function windowGrid(
  table: Table,
  time: string,
  every: Every,
): Promise<WindowGrid> {
  const column = columnOf(table, time);
  if (column.kind === "time") {
    return gridOf(sql`cast(${column} as timestamp)`, every, "as times");
  }
  if (column.kind === "number") {
    const [row] = await table.engine.rows(
      sql`select max(abs(${finite(column)})) most from ${table.relation}`,
    );
    const most = Number(row?.most ?? 0);
    const [unit, read] = most < 1e6
      ? [DAY, "as the number of a day"]
      : most < 1e11
      ? [1000, "as seconds since 1970"]
      : [1, "as milliseconds since 1970"];
    const at = sql`floor(${finite(column)} * ${unit})`;
    return gridOf(
      sql`make_timestamp_ms(cast(${at} as bigint))`,
      every,
      read,
    );
  }
  const at = sql`try_cast(${column} as timestamp)`;
  const [row] = await table.engine.rows(
    sql`select cast(count(${column}) as double) n, cast(count(${at}) as double) ok from ${table.relation}`,
  );
  if (
    column.kind !== "category" || !row?.ok || Number(row.ok) < Number(row.n)
  ) {
    throw new TypeError(
      `Cannot lay windows over column ${
        JSON.stringify(time)
      }: it is ${column.type}${
        column.kind === "category"
          ? ` and ${
            Number(row?.n) - Number(row?.ok)
          } of its values are no times`
          : ""
      }, times or numbers are needed`,
    );
  }
  return gridOf(at, every, "as texts that are times");
}

function gridOf(at: Sql, every: Every, read: string): WindowGrid {
  if (every === "month") {
    return {
      start: sql`cast(epoch_ms(date_trunc('month', ${at})) as double)`,
      every,
      read,
    };
  }
  const [width, offset] = [rawSql(String(every)), rawSql(String(MONDAY))];
  return {
    start:
      sql`(floor((epoch_ms(${at}) - ${offset}) / ${width}) * ${width} + ${offset})`,
    every,
    read,
  };
}
