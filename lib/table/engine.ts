import type { Sql } from "./sql.ts";

/** A cell as it comes out of an engine: BIGINT and DECIMAL are numbers, lists are arrays, times are epoch milliseconds. */
export type Cell = string | number | boolean | null | readonly Cell[] | {
  readonly [key: string]: Cell;
};

/** A row of named cells. */
export type EngineRow = Readonly<Record<string, Cell>>;

/** A result by column: numbers as Float64Array (NaN where null), anything else as an array. */
export type EngineColumns = Readonly<
  Record<string, Float64Array | readonly Cell[]>
>;

/** What runs SQL: DuckDB in process, DuckDB in the browser, Trino far away. */
export interface Engine {
  /** The dialect that the engine speaks. */
  readonly dialect: "duckdb" | "trino";
  /** Rows as objects: for small results. */
  rows(query: Sql): Promise<readonly EngineRow[]>;
  /** Columns as typed arrays: for large results of numbers. */
  arrays(query: Sql): Promise<EngineColumns>;
}
