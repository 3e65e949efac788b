import {
  columnOf,
  countWindows,
  everyOf,
  planWindows,
  rawSql,
  type Season,
  sql,
  type Table,
  where,
  type WindowCounts,
  windowDay,
  windowGrid,
  windowRows,
} from "../../lib/mod.ts";
import { type InputValues, readSide } from "./inputs.ts";
import { UsageError } from "./usage.ts";

/** A file's windows, counted. */
export interface CountedFile {
  readonly name: string;
  readonly windows: readonly WindowCounts[];
  /** Windows of the rolling reference. */
  readonly reference: number;
  /** Remarks on how the file was read and counted, in sentences. */
  readonly notes: readonly string[];
}

/** What to count. */
export interface CountFlags extends InputValues {
  readonly time: string;
  readonly season: Season;
  readonly every?: string | undefined;
  readonly "reference-days"?: string | undefined;
  readonly entity?: string | undefined;
  readonly exclude?: readonly string[] | undefined;
}

const DAY = 86_400_000, MONTH = 30 * DAY;

/** A window with a smaller part of the usual rows is a stray one: a wrong clock, a day cut short. */
const STRAY = 0.02;

/**
 * Counts a file window by window: rows first, then edges and values from the first windows, then one grouped scan.
 *
 * Windows with under a fiftieth of the usual rows are left out and said. Errors: UsageError for flags that cannot be
 * meant, SchemaError for a missing column.
 */
export async function countFile(
  input: string,
  flags: CountFlags,
  say: (line: string) => void,
): Promise<CountedFile> {
  const every = everyOf(flags.every ?? "1d");
  const table = await readSide(input, flags, "current");
  const notes = table.notes.map(({ message }) => message);
  for (const name of [...flags.exclude ?? [], flags.entity]) {
    if (name !== undefined) columnOf(table, name);
  }
  const grid = await windowGrid(table, flags.time, every);
  const { starts, untimed } = await windowRows(table, grid);
  if (untimed) {
    notes.push(`${untimed} rows have no ${JSON.stringify(flags.time)}`);
  }
  const rows = starts.map(({ rows }) => rows).sort((a, b) => a - b);
  const least = STRAY * (rows[rows.length >> 1] ?? 0);
  const kept = starts.filter(({ rows }) => rows >= least);
  const stray = starts.filter(({ rows }) => rows < least);
  if (stray.length) {
    notes.push(
      `${stray.length} windows with under a fiftieth of the usual rows are left out, the first ${
        windowDay(stray[0]!.from)
      }`,
    );
  }
  if (!kept.length) {
    throw new UsageError(
      `Cannot backtest "${input}": it has no rows with a time, one or more windows are needed`,
    );
  }
  const width = every === "month" ? MONTH : every;
  const reference = referenceOf(flags, width);
  notes.push(
    `${
      JSON.stringify(flags.time)
    } read ${grid.read}: ${kept.length} windows from ${
      windowDay(kept[0]!.from)
    } to ${windowDay(kept.at(-1)!.from)}`,
  );
  notes.forEach((note) => say(`Note: ${note}`));
  const columns = table.columns.filter(({ name }) =>
    name !== flags.time && name !== flags.entity &&
    !flags.exclude?.includes(name)
  );
  if (!columns.length) {
    throw new UsageError(
      `Cannot backtest "${input}": beside the time it has no column, one or more are needed`,
    );
  }
  const from = kept[0]!.from;
  const until =
    kept[Math.min(reference, Math.max(1, kept.length >> 1))]?.from ??
      Infinity;
  say(`Choosing edges and values of ${columns.length} columns`);
  const plan = await planWindows(
    within(table, grid.start, from, until),
    columns,
  );
  const end = kept.at(-1)!.from + 1;
  const counted = await countWindows(
    within(table, grid.start, from, end),
    grid,
    plan,
    (share) => say(`Counting: ${Math.round(100 * share)} %`),
  );
  const known = new Set(kept.map(({ from }) => from));
  return {
    name: table.name,
    windows: counted.filter(({ from }) => known.has(from)),
    reference,
    notes,
  };
}

function within(
  table: Table,
  start: { readonly text: string },
  from: number,
  until: number,
): Table {
  const last = Number.isFinite(until)
    ? sql` and ${start} < ${until}`
    : rawSql("");
  return where(table, sql`${start} >= ${from}${last}`);
}

/** Windows of the reference: the days asked for, else what suits the length and the season. */
function referenceOf(
  { "reference-days": asked, season }: CountFlags,
  width: number,
): number {
  const usual = season === "year"
    ? 3 * 365
    : width <= DAY
    ? 28
    : width <= 7 * DAY
    ? 91
    : Math.max(365, 12 * width / DAY);
  const days = asked === undefined ? usual : Number(asked);
  const windows = Math.round(days * DAY / width);
  if (windows >= 1) return windows;
  throw new UsageError(
    `Cannot use --reference-days "${asked}": days for one window or more are needed`,
  );
}
