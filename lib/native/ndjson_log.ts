import { open, readFile } from "node:fs/promises";

/** Rows in a file: one JSON object a line, only ever appended to. */
export interface NdjsonLog<T> {
  /** Adds rows and returns when they are on the disk. */
  append(rows: readonly T[]): Promise<void>;
  /** All rows, oldest first. */
  all(): Promise<readonly T[]>;
}

/** Opens a log of rows; the file is made by the first append, its folder must exist. A last line that a crash cut short is passed over. */
export function ndjsonLog<T>(path: string): NdjsonLog<T> {
  const text = () =>
    readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
  return {
    async append(rows) {
      if (!rows.length) return;
      const torn = !/(^|\n)$/.test(await text());
      const file = await open(path, "a");
      try {
        const lines = rows.map((row) => `${JSON.stringify(row)}\n`);
        await file.appendFile(`${torn ? "\n" : ""}${lines.join("")}`);
        await file.datasync();
      } finally {
        await file.close();
      }
    },
    async all() {
      return (await text()).split("\n").flatMap((line) => {
        try {
          return line === "" ? [] : [JSON.parse(line) as T];
        } catch {
          return [];
        }
      });
    },
  };
}
