import {
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBTimestampValue,
  type DuckDBType,
  FLOAT,
  INTEGER,
  TIMESTAMP,
  VARCHAR,
} from "@duckdb/node-api";

/** A column to be written; null is missing. A timestamp is in milliseconds since 1970, UTC. */
export interface ParquetColumn {
  readonly name: string;
  readonly type:
    | "boolean"
    | "integer"
    | "float"
    | "double"
    | "text"
    | "timestamp";
  readonly values: ArrayLike<number | string | boolean | null>;
}

/** Settings of `writeParquet`. */
export interface ParquetOptions {
  /** What to select from `rows`, the table of the columns; defaults to all in their order. */
  readonly select?: string;
}

/**
 * Writes columns as one Parquet file (zstd), in the order of the rows.
 *
 * The same columns give the same bytes when the connection uses one thread. The folder must exist.
 * Errors: TypeError when columns differ in length; DuckDB's own when the file cannot be written.
 */
export async function writeParquet(
  connection: DuckDBConnection,
  path: string,
  columns: readonly ParquetColumn[],
  { select = "select * from rows" }: ParquetOptions = {},
): Promise<void> {
  const rows = columns[0]?.values.length ?? 0;
  for (const { name, values: { length } } of columns) {
    if (length !== rows) {
      throw new TypeError(
        `Cannot write column "${name}": it has ${length} rows, ${rows} are needed`,
      );
    }
  }
  const types = columns.map(({ type }) => duckTypes[type]);
  const fields = columns.map(({ name }, i) => `${quote(name)} ${types[i]}`);
  await connection.run(`create or replace temp table rows (${fields.join()})`);
  await append(connection, types, columns, rows);
  const target = path.replaceAll("'", "''");
  await connection.run(
    `copy (${select}) to '${target}' (format parquet, compression zstd)`,
  );
  await connection.run("drop table rows");
}

const duckTypes: Record<ParquetColumn["type"], DuckDBType> = {
  boolean: BOOLEAN,
  integer: INTEGER,
  float: FLOAT,
  double: DOUBLE,
  text: VARCHAR,
  timestamp: TIMESTAMP,
};

const chunkRows = 2048;

async function append(
  connection: DuckDBConnection,
  types: DuckDBType[],
  columns: readonly ParquetColumn[],
  rows: number,
): Promise<void> {
  const appender = await connection.createAppender("rows");
  for (let from = 0; from < rows; from += chunkRows) {
    const count = Math.min(chunkRows, rows - from);
    const chunk = DuckDBDataChunk.create(types, count);
    columns.forEach(({ type, values }, i) => {
      const vector = chunk.getColumnVector(i);
      for (let k = 0; k < count; k++) {
        const value = values[from + k] ?? null;
        vector.setItem(
          k,
          type === "timestamp" && value !== null
            ? new DuckDBTimestampValue(BigInt(value as number) * 1000n)
            : value,
        );
      }
      vector.flush();
    });
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
