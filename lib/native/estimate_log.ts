import type { Estimate } from "../report/mod.ts";
import { type NdjsonLog, ndjsonLog } from "./ndjson_log.ts";

/**
 * The record of estimates in a file: one JSON object a line, synced to disk, to be graded when the labels are there.
 *
 * `read(path)` opens the same file as a table.
 */
export function estimateLog(path: string): NdjsonLog<Estimate> {
  return ndjsonLog(path);
}
