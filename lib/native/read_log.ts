import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PartRead, ReadLog } from "../table/mod.ts";

/** The name of the record of reads in a folder of parts. */
export const READS = "reads.ndjson";

/**
 * The record of reads of a folder of parts: one JSON object a line, only ever appended to and synced to disk before the
 * part opens. A last line that a crash cut short is passed over.
 */
export function fileReadLog(folder: string): ReadLog {
  const path = join(folder, READS);
  const text = () =>
    readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
  return {
    async append(read) {
      const torn = !/(^|\n)$/.test(await text());
      const file = await open(path, "a");
      try {
        await file.write(`${torn ? "\n" : ""}${JSON.stringify(read)}\n`);
        await file.datasync();
      } finally {
        await file.close();
      }
    },
    async all() {
      return (await text()).split("\n").flatMap((line) => {
        try {
          return line === "" ? [] : [JSON.parse(line) as PartRead];
        } catch {
          return [];
        }
      });
    },
  };
}
