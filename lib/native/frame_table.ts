import type { Table as ArrowTable } from "apache-arrow";
import { Buffer } from "node:buffer";
import { checkNames } from "./check_names.ts";
import { reasonOf, sourceFault } from "./source_fault.ts";
import { temporary } from "./temporary.ts";

/** What a polars DataFrame is known by. */
export interface DataFrameLike {
  readonly columns: string[];
  writeParquet(path: string, options?: object): unknown;
}

/** Whether a value is a polars DataFrame. */
export function isDataFrame(value: object): value is DataFrameLike {
  // Not `in`: a DataFrame is a Proxy that answers for its columns.
  return typeof Reflect.get(value, "writeParquet") === "function";
}

/** Whether a value is a table of apache-arrow. */
export function isArrowTable(value: object): value is ArrowTable {
  return "schema" in value && "batches" in value && "numRows" in value;
}

/** Writes a DataFrame as Parquet, polars' own writer being the fastest way into DuckDB; returns the path. */
export function writeFrame(frame: DataFrameLike, name: string): string {
  checkNames(frame.columns, name);
  const path = temporary(".parquet");
  frame.writeParquet(path, { compression: "lz4" });
  return path;
}

// Loaded when needed: both together cost 50 ms of every start.
async function polars() {
  return (await import("nodejs-polars")).default;
}

/** Writes a table of apache-arrow as Parquet; returns the path. */
export async function writeArrowTable(
  table: ArrowTable,
  name: string,
): Promise<string> {
  checkNames(table.schema.fields.map((field) => field.name), name);
  const { tableToIPC } = await import("apache-arrow");
  const pl = await polars();
  const bytes = tableToIPC(table, "file");
  return writeFrame(
    pl.readIPC(Buffer.from(bytes)) as unknown as DataFrameLike,
    name,
  );
}

/** Writes an Arrow IPC file or stream as Parquet; returns the path. Errors: SourceError when it is damaged. */
export async function writeArrowFile(
  path: string,
  stream: boolean,
  uri: string,
): Promise<string> {
  const pl = await polars();
  try {
    // readIPC(path) and readIPCStream(path) of nodejs-polars 0.25.2 take the path itself for the data.
    const frame = stream
      ? pl.readIPCStream(Buffer.from(Deno.readFileSync(path)))
      : pl.scanIPC(path).collectSync();
    return writeFrame(frame as unknown as DataFrameLike, uri);
  } catch (error) {
    if ((error as Error).name === "SchemaError") throw error;
    throw sourceFault(
      uri,
      `its Arrow data is damaged (${reasonOf(error)})`,
      error,
    );
  }
}
