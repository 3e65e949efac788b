import { createRequire } from "node:module";
import { reasonOf, sourceFault } from "./source_fault.ts";
import {
  type DuckDBConnection,
  DuckDBInstance,
  DuckDBTypeId,
  type DuckDBValue,
} from "@duckdb/node-api";
import type {
  Cell,
  Engine,
  EngineColumns,
  EngineRow,
  Sql,
} from "../table/mod.ts";

// node-api's own decoder drops a byte order mark at the start of every text, so that two values would become one.
createRequire(import.meta.url)(
  "@duckdb/node-api/lib/vectors/dataAccessors.js",
).textDecoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** An engine in this process, with a lifetime. */
export interface DuckDb extends Engine {
  /** The connection itself, for what only DuckDB can do (COPY, ATTACH). */
  readonly connection: DuckDBConnection;
  /** Runs a statement without a result. */
  run(query: Sql): Promise<void>;
  /** Frees the memory. */
  close(): void;
}

/** Settings of an engine. */
export interface DuckDbOptions {
  /** A database file, defaults to memory. */
  readonly path?: string;
  /** Threads, defaults to the number of processors. One thread makes sums of doubles repeatable. */
  readonly threads?: number;
  /** Memory before it spills to disk, defaults to "2GB". */
  readonly memoryLimit?: string;
  /** Open a database file for reading only, defaults to false. */
  readonly readOnly?: boolean;
  /** Folder for what does not fit into memory, defaults to DuckDB's own choice. */
  readonly temporary?: string;
  /** Rows come in the order of the file, defaults to false: faster, in no set order. */
  readonly ordered?: boolean;
}

/** Opens DuckDB in this process. */
export async function openDuckDb(options: DuckDbOptions = {}): Promise<DuckDb> {
  const instance = await DuckDBInstance.create(options.path ?? ":memory:", {
    memory_limit: options.memoryLimit ?? "2GB",
    preserve_insertion_order: String(options.ordered ?? false),
    ...(options.threads === undefined
      ? {}
      : { threads: String(options.threads) }),
    ...(options.temporary === undefined
      ? {}
      : { temp_directory: options.temporary }),
    ...(options.readOnly ? { access_mode: "READ_ONLY" } : {}),
  });
  const connection = await instance.connect();
  await connection.run(
    "set enable_external_file_cache=false; set TimeZone='UTC'",
  );
  return {
    dialect: "duckdb",
    connection,
    rows: (query) => named(readRows(connection, query)),
    arrays: (query) => named(readArrays(connection, query)),
    run: async (query) => void await connection.run(query.text),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Damage inside a file shows only when it is scanned: the engine's message names the file, so ours does too. */
async function named<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    const { message } = error as Error;
    const path = /Failed to read file ['"]([^'"]+)['"]/.exec(message)?.[1];
    if (path === undefined) throw error;
    throw sourceFault(
      path,
      `its data is damaged (${
        reasonOf(error).replace(/^.*file ['"][^'"]+['"]: /, "")
      })`,
      error,
    );
  }
}

let shared: Promise<DuckDb> | undefined;

/** The one engine of a notebook or a command, opened at first use. */
export function sharedDuckDb(): Promise<DuckDb> {
  return shared ??= openDuckDb();
}

async function readRows(
  connection: DuckDBConnection,
  query: Sql,
): Promise<EngineRow[]> {
  const reader = await connection.runAndReadAll(query.text);
  const names = reader.deduplicatedColumnNames();
  return reader.getRows().map((row) =>
    Object.fromEntries(
      row.map((value, i) => [names[i]!, toCell(value as DuckDBValue)]),
    )
  );
}

async function readArrays(
  connection: DuckDBConnection,
  query: Sql,
): Promise<EngineColumns> {
  const result = await connection.run(query.text);
  const names = result.deduplicatedColumnNames(), types = result.columnTypes();
  const chunks = await result.fetchAllChunks();
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  return Object.fromEntries(names.map((name, i) => {
    const typeId = types[i]!.typeId;
    const numeric = typeId === DuckDBTypeId.DOUBLE ||
      typeId === DuckDBTypeId.INTEGER || typeId === DuckDBTypeId.FLOAT;
    if (!numeric) {
      const cells: Cell[] = [];
      for (const chunk of chunks) {
        for (const value of chunk.getColumnValues(i)) cells.push(toCell(value));
      }
      return [name, cells];
    }
    const out = new Float64Array(rows);
    let at = 0;
    for (const chunk of chunks) {
      const vector = chunk.getColumnVector(i) as unknown as NumericVector;
      const { rowCount } = chunk, valid = vector.validity?.data;
      out.set(vector.items.subarray(0, rowCount), at);
      if (valid) {
        const bytes = new Uint8Array(valid.buffer, valid.byteOffset);
        for (let k = 0; k < rowCount; k++) {
          if (!(bytes[k >> 3]! >> (k & 7) & 1)) out[at + k] = NaN;
        }
      }
      at += rowCount;
    }
    return [name, out];
  }));
}

// What node-api's fixed-size vectors have in common but do not declare: the raw items and, where some are null, a bit for
// each that is not. Asking for one item at a time goes through a BigInt.
interface NumericVector {
  readonly items: Float64Array;
  readonly validity: { readonly data: BigUint64Array | null } | null;
}

/** A DuckDB value as a plain cell: BIGINT and DECIMAL to number, times to epoch milliseconds, lists to arrays. */
function toCell(value: DuckDBValue): Cell {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case "bigint":
      return Number(value);
    case "number":
    case "string":
    case "boolean":
      return value;
  }
  const object = value as unknown as Record<string, unknown>;
  if (Array.isArray(object.items)) {
    return (object.items as DuckDBValue[]).map(toCell);
  }
  if (typeof object.micros === "bigint") return Number(object.micros) / 1000;
  if (typeof object.nanos === "bigint") return Number(object.nanos) / 1e6;
  if (typeof object.seconds === "bigint") return Number(object.seconds) * 1000;
  if (typeof object.millis === "bigint") return Number(object.millis);
  if (typeof object.days === "number" && Object.keys(object).length === 1) {
    return object.days * 86_400_000;
  }
  if (typeof object.scale === "number") {
    return Number(object.value) / 10 ** object.scale;
  }
  if (
    object.entries && typeof object.entries === "object" &&
    !Array.isArray(object.entries)
  ) {
    return Object.fromEntries(
      Object.entries(object.entries as Record<string, DuckDBValue>).map((
        [key, item],
      ) => [key, toCell(item)]),
    );
  }
  return String(value);
}
