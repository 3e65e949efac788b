import { join } from "node:path";
import type { PartRead, ReadLog } from "../table/mod.ts";
import { ndjsonLog } from "./ndjson_log.ts";

/** The name of the record of reads in a folder of parts. */
export const READS = "reads.ndjson";

/**
 * The record of reads of a folder of parts: one JSON object a line, only ever appended to and synced to disk before the
 * part opens. A last line that a crash cut short is passed over.
 */
export function fileReadLog(folder: string): ReadLog {
  const log = ndjsonLog<PartRead>(join(folder, READS));
  return { append: (read) => log.append([read]), all: log.all };
}
