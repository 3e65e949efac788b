import {
  anything,
  type Check,
  check,
  completeOptions,
  type Detector,
  type Measure,
  type Reading,
  type Roles,
  run,
  type Signal,
  type Stream,
} from "../../lib/check/mod.ts";
import { type DuckDb, openDuckDb } from "../../lib/native/duckdb.ts";
import {
  column,
  identifier,
  joinSql,
  rawSql,
  sql,
  type Table,
} from "../../lib/table/mod.ts";

/** A value of a literal row; a Date becomes a TIMESTAMP, a bigint a BIGINT. */
export type Literal =
  | number
  | bigint
  | string
  | boolean
  | Date
  | null
  | undefined;

/** What a unit is asked about: rows as objects, and the unit's options. */
export interface Question<O extends object> {
  readonly current: readonly Record<string, Literal>[];
  readonly reference?: readonly Record<string, Literal>[] | undefined;
  readonly options?: Partial<O>;
  /** Engine types by column where the values do not say: all null, or a table without rows. */
  readonly types?: Readonly<Record<string, string>>;
  /** A column that names the row, for repeatable samples; it stays a column. */
  readonly rowId?: string;
  /** Count every distinct number (the default below 50,000 rows), or count cells of a grid. */
  readonly exact?: boolean;
}

/** A unit's answer: the fields of a reading, or `unknown`. */
export interface Answered extends Partial<Reading> {
  readonly unknown?: string;
}

/**
 * Asks one unit about literal rows through the real runner and an in-memory DuckDB table.
 *
 * Shape: unit, roles, rows -> the reading as the unit gave it, unrounded; `{ unknown }` when there is too little data.
 */
export async function ask<O extends object, C extends string>(
  unit: Measure<O, C> | Detector<O, C>,
  roles: Roles<C>,
  question: Question<O>,
): Promise<Answered> {
  const current = await tableOf(question.current, question, "current");
  const reference = question.reference &&
    await tableOf(question.reference, question, "reference");
  let answer: Answered | undefined;
  const spy = unit.kind === "measure"
    ? {
      ...unit,
      read: (...args: Parameters<typeof unit.read>) =>
        answer = unit.read(...args),
    }
    : {
      ...unit,
      compare: (...args: Parameters<typeof unit.compare>) =>
        answer = unit.compare(...args),
    };
  const asked: Check = check(
    spy as typeof unit,
    roles,
    anything,
    question.options ? { options: question.options } : {},
  );
  const { results } = await run([asked], {
    current,
    reference,
    ...(question.exact === undefined ? {} : { exact: question.exact }),
  });
  return answer ??
    { unknown: String(results[0]!.details?.reason ?? "too little data") };
}

/** A table of literal rows in the shared engine; columns in order of first appearance. */
export async function tableOf(
  rows: readonly Record<string, Literal>[],
  { types = {}, rowId }: {
    readonly types?: Readonly<Record<string, string>>;
    readonly rowId?: string;
  } = {},
  name = "table",
): Promise<Table> {
  const db = await engine();
  const names = [
    ...new Set([
      ...rows.flatMap((row) => Object.keys(row)),
      ...Object.keys(types),
    ]),
  ];
  const columns = names.map((key) =>
    column(key, types[key] ?? typeOf(rows.map((row) => row[key])))
  );
  const relation = rawSql(`t${++tables}`);
  await db.run(
    sql`create table ${relation} (${
      joinSql(columns.map((c) => sql`${c} ${rawSql(c.type)}`))
    })`,
  );
  for (let i = 0; i < rows.length; i += 1000) {
    const values = rows.slice(i, i + 1000).map((row) =>
      `(${names.map((key) => literalOf(row[key])).join()})`
    );
    await db.run(
      rawSql(`insert into ${relation.text} values ${values.join()}`),
    );
  }
  return {
    name,
    engine: db,
    relation,
    columns,
    files: [],
    notes: [],
    rows: rows.length,
    ...(rowId === undefined ? {} : { rowId: identifier(rowId) }),
  };
}

/** Rows out of columns: `rowsOf({ x: [1, 2], y: ["a", "b"] })`. */
export function rowsOf(
  columns: Readonly<Record<string, readonly Literal[]>>,
): Record<string, Literal>[] {
  const entries = Object.entries(columns);
  return Array.from(
    { length: entries[0]?.[1].length ?? 0 },
    (_, i) => Object.fromEntries(entries.map(([key, xs]) => [key, xs[i]])),
  );
}

/** Feeds values to a stream detector; the 0-based rows of its warnings and drifts. */
export function watch<O extends object, S extends object>(
  unit: Stream<O, S>,
  values: Iterable<number>,
  given: Partial<O> = {},
): { readonly detections: number[]; readonly warnings: number[]; state: S } {
  const options = completeOptions(unit, given), state = unit.init(options);
  const found: Record<Signal, number[]> = { none: [], warning: [], drift: [] };
  let i = 0;
  for (const value of values) {
    const signal = unit.step(state, value, options);
    if (signal !== "none") found[signal].push(i);
    i++;
  }
  return { detections: found.drift, warnings: found.warning, state };
}

let shared: Promise<DuckDb> | undefined;
let tables = 0;

/** The engine of this test file. */
export function engine(): Promise<DuckDb> {
  return shared ??= openDuckDb({ threads: 1 });
}

function typeOf(values: readonly Literal[]): string {
  const value = values.find((x) => x !== null && x !== undefined);
  switch (typeof value) {
    case "bigint":
      return "BIGINT";
    case "string":
      return "VARCHAR";
    case "boolean":
      return "BOOLEAN";
    case "object":
      return "TIMESTAMP";
    default:
      return "DOUBLE";
  }
}

function literalOf(value: Literal): string {
  if (value === null || value === undefined) return "null";
  if (value instanceof Date) {
    return `timestamp '${value.toISOString().slice(0, -1)}'`;
  }
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === "number" && !Number.isFinite(value)) {
    return `cast('${value}' as double)`;
  }
  return typeof value === "number" && !String(value).includes("e")
    ? `${value}e0`
    : String(value);
}
