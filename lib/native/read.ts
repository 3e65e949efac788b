import type { Table as ArrowTable } from "apache-arrow";
import { SchemaError } from "../errors.ts";
import {
  type Note,
  rawSql,
  type ReadOptions,
  sql,
  type Table,
  where as onlyWhere,
} from "../table/mod.ts";
import { convertedTable } from "./converted_table.ts";
import { type DuckDb, sharedDuckDb } from "./duckdb.ts";
import { type FileKind, fileKind } from "./file_kind.ts";
import { findFiles } from "./find_files.ts";
import {
  type DataFrameLike,
  isArrowTable,
  isDataFrame,
  writeArrowTable,
  writeFrame,
} from "./frame_table.ts";
import { parquetTable } from "./parquet_table.ts";
import { reasonOf, sourceFault } from "./source_fault.ts";
import { type PlainRecord, writeRecords } from "./write_records.ts";

/** What can be read: a path, glob, folder or `lake:system`, a polars DataFrame, an Arrow table, an array of objects. */
export type ReadInput =
  | string
  | DataFrameLike
  | ArrowTable
  | readonly PlainRecord[];

/**
 * Reads an input as a table: Parquet, CSV, TSV, NDJSON or JSON (each text also .gz), Arrow IPC, a glob or a folder of
 * them (`key=value` folders become columns), `lake:system?from=..&to=..`, a polars DataFrame, an Arrow table, an array
 * of objects.
 *
 * Formats are told by content. Nothing is lost in silence: what was guessed, widened or kept as text stands in the
 * table's notes. Parquet is scanned where it lies; everything else becomes a temporary Parquet file that lives as long
 * as the process.
 *
 * Errors: SourceError (missing, empty, damaged, of another kind), SchemaError (names missing, repeated, or differing only
 * in case), TypeError (a value that is none of these).
 *
 * @example
 * ```ts
 * import { read } from "sightglass/native";
 * const table = await read([{ age: 31, city: "Kyoto" }, { age: 44, city: "Lima" }]);
 * console.assert(table.rows === 2 && table.columns[0]?.type === "BIGINT");
 * ```
 */
export async function read(
  input: ReadInput,
  given: ReadOptions = {},
): Promise<Table> {
  // Without a prototype: a column may be called "constructor".
  const types = Object.assign(Object.create(null), given.types);
  const options: ReadOptions = { ...given, types };
  const engine = await engineOf(options);
  const { table, where } = typeof input === "string"
    ? await readFiles(input, engine, options)
    : { table: await readValue(input, engine, options), where: undefined };
  const conditions = [where, options.where].filter((text) =>
    text !== undefined
  );
  let selected = table;
  for (const text of conditions) {
    selected = onlyWhere(selected, rawSql(`(${text}\n)`));
  }
  if (conditions.length || Object.keys(types).length) {
    await checkBound(selected, conditions, engine);
  }
  return selected;
}

async function engineOf({ engine }: ReadOptions): Promise<DuckDb> {
  if (engine === undefined) return await sharedDuckDb();
  if ("connection" in engine) return engine as DuckDb;
  throw new TypeError(
    `Cannot read into engine "${engine.dialect}": DuckDB in this process is needed`,
  );
}

async function readValue(
  input: Exclude<ReadInput, string>,
  engine: DuckDb,
  options: ReadOptions,
): Promise<Table> {
  if (typeof input !== "object" || input === null) {
    throw new TypeError(
      `Cannot read ${
        String(input)
      }: a path, a DataFrame, an Arrow table or an array of objects is needed`,
    );
  }
  const named = (kind: string) => options.name ?? kind;
  const scan = (name: string, path: string) =>
    parquetTable(name, [path], "", engine, options).then((table) => ({
      ...table,
      files: [],
    }));
  if (isDataFrame(input)) {
    const name = named("DataFrame");
    return await scan(name, writeFrame(input, name));
  }
  if (isArrowTable(input)) {
    const name = named("Arrow table");
    return await scan(name, await writeArrowTable(input, name));
  }
  if (!Array.isArray(input)) {
    throw new TypeError(
      "Cannot read an object: a path, a DataFrame, an Arrow table or an array of objects is needed",
    );
  }
  const name = named("array");
  if (input.length === 0) throw sourceFault(name, "it holds no object");
  return await scan(name, await writeRecords(input, name, engine));
}

async function readFiles(
  uri: string,
  engine: DuckDb,
  options: ReadOptions,
): Promise<{ table: Table; where: string | undefined }> {
  const name = options.name ?? uri;
  const found = await findFiles(uri, engine, options);
  const single = found.paths.length === 1 && found.root === "" &&
    !uri.startsWith("lake:");
  const uriOf = (path: string) => single ? uri : shownPath(path, options.cwd);
  const kinds: FileKind[] = [];
  for (const path of found.paths) kinds.push(await fileKind(path, uriOf(path)));
  const other = kinds.find(({ format }) => format !== kinds[0]!.format);
  if (other) {
    throw sourceFault(
      uri,
      `it holds ${kinds[0]!.format} (${
        baseName(kinds[0]!.path)
      }) and ${other.format} (${
        baseName(other.path)
      }), files of one kind are needed`,
    );
  }
  const notes: Note[] = [
    ...(found.problems ?? []).map((message) => ({
      code: "incomplete",
      message,
    })),
    ...found.skipped.map((folder) => ({
      code: "left_out",
      message: `folder ${baseName(folder)} is left out`,
    })),
  ];
  const table = kinds[0]!.format === "Parquet"
    ? await parquetTable(name, found.paths, found.root, engine, options)
    : await convertedTable(name, kinds, found.root, uriOf, engine, options);
  const noted = { ...table, notes: [...notes, ...table.notes] };
  return {
    table: uri.startsWith("lake:") ? lakeTable(noted) : noted,
    where: found.where,
  };
}

/** Events move between files when those are merged, their ids stay; what is the same in all of them is no column. */
function lakeTable(table: Table): Table {
  const has = (name: string) => table.columns.some((one) => one.name === name);
  const rowId = has("event_id")
    ? sql`hash(event_id)`
    : has("request_id") && has("position")
    ? sql`hash(request_id, position)`
    : undefined;
  const constant = ["system", "kind", "ts_sent"];
  return {
    ...table,
    columns: table.columns.filter(({ name }) => !constant.includes(name)),
    ...(rowId ? { rowId } : {}),
  };
}

async function checkBound(
  table: Table,
  conditions: readonly string[],
  engine: DuckDb,
): Promise<void> {
  try {
    await engine.rows(rawSql(`describe select * from ${table.relation.text}`));
  } catch (error) {
    const reason = reasonOf(error);
    const column = /column "([^"]*)" not found/.exec(reason)?.[1];
    const where = conditions.length
      ? ` where ${JSON.stringify(conditions.join(" and "))}`
      : "";
    const message = `Cannot read ${
      JSON.stringify(table.name)
    }${where}: ${reason}`;
    if (column === undefined) throw new SyntaxError(message, { cause: error });
    throw new SchemaError(column, message, { cause: error });
  }
}

function shownPath(path: string, cwd = Deno.cwd()): string {
  return path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
