export {
  type DuckDb,
  type DuckDbOptions,
  openDuckDb,
  sharedDuckDb,
} from "./duckdb.ts";
export { read, type ReadInput } from "./read.ts";
export { report, type ReportInput } from "./report.ts";
export type { ReadOptions } from "../table/mod.ts";
export {
  type ParquetColumn,
  type ParquetOptions,
  writeParquet,
} from "./write_parquet.ts";
