export { annIndex, type AnnOptions, type SavedIndex } from "./ann_index.ts";
export {
  type DuckDb,
  type DuckDbOptions,
  openDuckDb,
  sharedDuckDb,
} from "./duckdb.ts";
export { fileStorage } from "./files.ts";
export {
  type EventColumns,
  type EventLine,
  ndjsonLines,
  tableLines,
} from "./event_lines.ts";
export {
  faultOf,
  type LakeFiles,
  lakeFiles,
  type LakeSelection,
} from "./lake_files.ts";
export { type LakeUsage, lakeUsage, type UsagePart } from "./lake_usage.ts";
export { lakeListing } from "./lake_listing.ts";
export { type ModelOptions, openModel } from "./onnx.ts";
export { type Lake, type LakeOptions, openLake } from "./open_lake.ts";
export { openParts, type StoredParts } from "./open_parts.ts";
export { read, type ReadInput } from "./read.ts";
export { estimateLog } from "./estimate_log.ts";
export type { NdjsonLog } from "./ndjson_log.ts";
export { type LabelInputs, labelTable } from "./label_table.ts";
export { fileReadLog } from "./read_log.ts";
export { type QuarantinedEvent, readQuarantine } from "./read_quarantine.ts";
export { replayLake } from "./replay_lake.ts";
export { report, type ReportInput } from "./report.ts";
export type { ReadOptions } from "../table/mod.ts";
export {
  type ParquetColumn,
  type ParquetOptions,
  writeParquet,
} from "./write_parquet.ts";
export { removeTemporary } from "./temporary.ts";
export { type LakeVerdict, verifyLake } from "./verify_lake.ts";
export { type SplitManifest, writeParts } from "./write_parts.ts";
