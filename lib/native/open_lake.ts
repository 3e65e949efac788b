import { rm } from "node:fs/promises";
import { join } from "node:path";
import {
  type LakeEvent,
  openLog,
  readManifest,
  repairManifest,
  sealSegments,
} from "../lake/mod.ts";
import { openDuckDb } from "./duckdb.ts";
import { fileStorage } from "./files.ts";
import { partitionWriter, temporaryFolder } from "./partition_writer.ts";

/** A lake open for writing: the log's end and what turns it into Parquet. One process at a time. */
export interface Lake {
  readonly root: string;
  /** Resolves when the events are safe on disk. Errors: TypeError for a value that is no event. */
  append(events: readonly LakeEvent[]): Promise<void>;
  /** Turns everything logged so far into Parquet; answers the number of segments that were sealed. */
  seal(): Promise<number>;
  /** Seals nothing more, writes what is pending, and lets other processes in. */
  close(): Promise<void>;
}

/** Settings of a lake. */
export interface LakeOptions {
  /** Bytes after which a new segment of the log starts; defaults to 8 MiB. */
  readonly segmentBytes?: number;
}

/**
 * Opens the lake in a folder, makes it when there is none, and heals what a crash left: torn tails, half-published files.
 *
 * Readers (DuckDB, polars, another process) read `system/kind/dt=.../*.parquet` at any time. Call `seal` every few minutes.
 * Error: when another process has it open.
 */
export async function openLake(
  root: string,
  { segmentBytes }: LakeOptions = {},
): Promise<Lake> {
  const storage = fileStorage(root);
  await storage.makeFolder("");
  const unlock = await storage.lock("lock");
  try {
    await rm(join(root, temporaryFolder), { recursive: true, force: true });
    await repairManifest(storage);
    const sealed = (await readManifest(storage)).map(({ segment }) =>
      segment ?? 0
    );
    const after = sealed.reduce((most, segment) => Math.max(most, segment), 0);
    const log = await openLog(
      storage,
      segmentBytes === undefined ? { after } : { after, segmentBytes },
    );
    const sealNow = async () => {
      const closed = await log.rotate();
      const engine = await openDuckDb({ threads: 1, memoryLimit: "512MB" });
      try {
        return (await sealSegments(
          storage,
          partitionWriter(root, engine),
          closed,
        )).length;
      } finally {
        engine.close();
      }
    };
    let sealing: Promise<number> = Promise.resolve(0);
    return {
      root,
      append: (events) => log.append(events),
      seal: () => sealing = sealing.catch(() => 0).then(sealNow),
      async close() {
        await sealing.catch(() => 0);
        await log.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}
