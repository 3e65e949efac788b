export { annIndex, type AnnOptions, type SavedIndex } from "./ann_index.ts";
export {
  type DuckDb,
  type DuckDbOptions,
  openDuckDb,
  sharedDuckDb,
} from "./duckdb.ts";
export { fileStorage } from "./files.ts";
export {
  faultOf,
  type LakeFiles,
  lakeFiles,
  type LakeSelection,
} from "./lake_files.ts";
export { lakeListing } from "./lake_listing.ts";
export { type ModelOptions, openModel } from "./onnx.ts";
export { type Lake, type LakeOptions, openLake } from "./open_lake.ts";
export { openParts, type StoredParts } from "./open_parts.ts";
export { read, type ReadInput } from "./read.ts";
export { estimateLog } from "./estimate_log.ts";
export type { NdjsonLog } from "./ndjson_log.ts";
export { type LabelInputs, labelTable } from "./label_table.ts";
export { fileReadLog } from "./read_log.ts";
export { report, type ReportInput } from "./report.ts";
export type { ReadOptions } from "../table/mod.ts";
export {
  type ParquetColumn,
  type ParquetOptions,
  writeParquet,
} from "./write_parquet.ts";
export { removeTemporary } from "./temporary.ts";
export { type SplitManifest, writeParts } from "./write_parts.ts";
