import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  truncate,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import type { AppendFile, ReadFile, Storage } from "../lake/mod.ts";

/** The storage of a folder on this machine's file system; the folder is made when it is missing. */
export function fileStorage(root: string): Storage {
  const at = (path: string) => join(root, path);
  return {
    list: (folder) =>
      readdir(at(folder)).then((names) => names.sort(), orElse<string[]>([])),
    read: (path) => readFile(at(path)).catch(orElse<undefined>(undefined)),
    openRead: (path) => readParts(at(path)),
    create: (path) => appendFile(at(path), "ax"),
    open: (path) => appendFile(at(path), "a"),
    async truncate(path, length) {
      await truncate(at(path), length);
      await syncPath(at(path));
    },
    syncFile: (path) => syncPath(at(path)),
    rename: (from, to) => rename(at(from), at(to)),
    remove: (path) => rm(at(path)),
    makeFolder: (folder) => makeFolder(at(folder)),
    syncFolder: (folder) => syncPath(at(folder)),
    async lock(path) {
      await makeFolder(dirname(at(path)));
      const file = await Deno.open(at(path), { create: true, write: true });
      if (!await file.tryLock(true)) {
        file.close();
        throw new Error(
          `Cannot open lake "${root}": another process writes to it`,
        );
      }
      return () => Promise.resolve(file.close());
    },
  };
}

async function readParts(path: string): Promise<ReadFile> {
  const file = await open(path, "r");
  const { size } = await file.stat();
  return {
    size,
    async read(from, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - from)));
      let done = 0;
      while (done < bytes.length) {
        const { bytesRead } = await file.read(
          bytes,
          done,
          bytes.length - done,
          from + done,
        );
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    },
    close: () => file.close(),
  };
}

async function appendFile(
  path: string,
  flags: "a" | "ax",
): Promise<AppendFile> {
  const file = await open(path, flags);
  return {
    async append(bytes) {
      for (let at = 0; at < bytes.length;) {
        at += (await file.write(bytes, at)).bytesWritten;
      }
    },
    sync: () => file.datasync(),
    close: () => file.close(),
  };
}

// Each new folder's name must be made durable in the folder above it.
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    await syncPath(dirname(made));
  }
}

async function syncPath(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function orElse<T>(value: T) {
  return (error: NodeJS.ErrnoException): T => {
    if (error.code === "ENOENT") return value;
    throw error;
  };
}
