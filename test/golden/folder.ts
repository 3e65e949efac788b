import { existsSync, readFileSync } from "node:fs";
import {
  anything,
  asNumber,
  check,
  type CheckableUnit,
  columnOf,
  completeOptions,
  rawSql,
  type Result,
  run,
  select,
  sql,
  type Table,
  unitOf,
} from "../../lib/mod.ts";
import { openDuckDb, read } from "../../lib/native/mod.ts";
import type { Golden } from "./rule.ts";

/** A folder of inputs and golden values, and our units asked about them as `sg measure` and `sg stream` ask. */
export interface Folder {
  readonly path: string;
  readonly goldens: readonly Golden[];
  /** One of the folder's tables, by its file's name without ending. */
  table(file: string): Promise<Table>;
  ask(question: Question): Promise<Found>;
  watch(question: StreamQuestion): Promise<Watched>;
}

/** A table, or some of its rows. */
export interface Side {
  readonly file: string;
  /** Places of the first row and the one after the last, from 0. */
  readonly rows?: readonly [number, number];
  /** Only the first so many rows that have a value in that column. */
  readonly first?: { readonly column: string; readonly rows: number };
  /** Rows given in place of a file's. */
  readonly given?: readonly Readonly<Record<string, number>>[];
}

/** One unit asked about a folder's tables. */
export interface Question {
  readonly id: string;
  readonly roles: Readonly<Record<string, string | readonly string[]>>;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly current: Side;
  readonly reference?: Side;
}

/** A unit's result, and the call as a person would write it. */
export interface Found {
  readonly result: Result;
  readonly call: string;
}

/** A stream detector asked about a column. */
export interface StreamQuestion {
  readonly id: string;
  readonly file: string;
  readonly column: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Only the rows that hold this value in that column. */
  readonly only?: { readonly column: string; readonly value: string };
}

/** Rows of alarms and warnings, from 0. */
export interface Watched {
  readonly detections: readonly number[];
  readonly warnings: readonly number[];
  readonly call: string;
}

/** Opens a folder. Errors: SourceError when a table cannot be read, SyntaxError when goldens.json is none. */
export function openFolder(path: string): Folder {
  // As in "sg stream": chunks and streams are rows in the file's order.
  const engine = openDuckDb({ ordered: true });
  const tables = new Map<string, Promise<Table>>();
  const answers = new Map<string, Promise<Found>>();
  const table = (file: string) => {
    const found = tables.get(file) ??
      engine.then((engine) => read(pathOf(path, file), { engine }));
    tables.set(file, found);
    return found;
  };
  const side = async (wanted: Side) =>
    wanted.given ? await read(wanted.given) : part(
      await table(wanted.file),
      wanted,
    );
  return {
    path,
    goldens: goldensOf(path),
    table,
    ask(question) {
      const key = JSON.stringify(question);
      const found = answers.get(key) ?? asked(question, side);
      answers.set(key, found);
      return found;
    },
    watch: async (question) => watched(question, await table(question.file)),
  };
}

function goldensOf(path: string): Golden[] {
  if (!existsSync(`${path}/goldens.json`)) return [];
  const { goldens } = JSON.parse(
    readFileSync(`${path}/goldens.json`, "utf8"),
  ) as { goldens: Record<string, Omit<Golden, "key" | "more">> };
  return Object.entries(goldens).map(([key, golden]) => {
    const { value, lib, call, ...more } = golden;
    return { key, value, lib, call, more };
  });
}

function pathOf(path: string, file: string): string {
  const parquet = `${path}/${file}.parquet`;
  return existsSync(parquet) ? parquet : `${path}/${file}.csv`;
}

function part(table: Table, { rows, first }: Side): Table {
  const { rows: _, relation, ...rest } = table;
  if (rows) {
    return {
      ...rest,
      relation:
        sql`(select * from (select *, row_number() over () - 1 "#place" from ${relation}) where "#place" >= ${
          rows[0]
        } and "#place" < ${rows[1]})`,
    };
  }
  if (!first) return table;
  return {
    ...rest,
    relation: sql`(select * from ${relation} where ${
      columnOf(table, first.column)
    } is not null limit ${rawSql(String(first.rows))})`,
  };
}

async function asked(
  question: Question,
  side: (wanted: Side) => Promise<Table>,
): Promise<Found> {
  const { id, roles, options = {} } = question;
  const unit = unitOf(id);
  if (!unit || unit.kind === "stream") throw new Error(`no unit "${id}"`);
  const needed = new Set(Object.values(roles).flat());
  const narrow = (table: Table) =>
    unit.kind === "detector"
      ? select(table, ({ name }) => needed.has(name))
      : table;
  const { results } = await run([
    check(unit as CheckableUnit, roles, anything, { options }),
  ], {
    current: narrow(await side(question.current)),
    reference: question.reference && narrow(await side(question.reference)),
    exact: true,
  });
  return {
    result: results[0]!,
    call: `sg measure ${id} ${
      Object.entries(roles).flatMap(([role, names]) =>
        [names].flat().map((name) => `--column ${role}=${name}`)
      ).join(" ")
    } --options '${JSON.stringify(options)}' --current ${
      said(question.current)
    }${question.reference ? ` --reference ${said(question.reference)}` : ""}`,
  };
}

function said({ file, rows, first }: Side): string {
  if (rows) return `${file}[${rows[0]}:${rows[1]}]`;
  return first ? `${file}[first ${first.rows} with ${first.column}]` : file;
}

async function watched(
  { id, file, column: name, options, only }: StreamQuestion,
  table: Table,
): Promise<Watched> {
  const unit = unitOf(id);
  if (unit?.kind !== "stream") throw new Error(`no stream "${id}"`);
  const complete = completeOptions(unit, options);
  const rows = only
    ? sql` where ${columnOf(table, only.column)} = ${only.value}`
    : sql``;
  const { x } = await table.engine.arrays(
    sql`select ${
      asNumber(columnOf(table, name))
    } x from ${table.relation}${rows}`,
  );
  const state = unit.init(complete);
  const detections: number[] = [], warnings: number[] = [];
  (x as Float64Array).forEach((value, row) => {
    if (!Number.isFinite(value)) return;
    const signal = unit.step(state, value, complete);
    if (signal === "drift") detections.push(row);
    else if (signal === "warning") warnings.push(row);
  });
  return {
    detections,
    warnings,
    call: `sg stream ${id} ${file} --column ${name} --options '${
      JSON.stringify(options)
    }'`,
  };
}
