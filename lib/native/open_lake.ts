import {
  type Lake as StoredLake,
  type LakeOptions as StoredLakeOptions,
  openLakeOn,
  type Storage,
} from "../lake/mod.ts";
import { fileStorage } from "./files.ts";
import { lakeEngine } from "./lake_engine.ts";

/** A lake open for writing, in a folder of this machine. One process at a time. */
export interface Lake extends StoredLake {
  readonly root: string;
}

/** Settings of a lake in a folder. */
export interface LakeOptions extends StoredLakeOptions {
  /** Milliseconds between looks whether a disk that refused takes writes again; defaults to 1,000. */
  readonly probeMs?: number;
  /** Where it lives; defaults to the folder itself. */
  readonly storage?: Storage;
}

/**
 * Opens the lake in a folder, makes it when there is none, and heals what a crash left: torn tails, half-published files.
 *
 * Readers go by the manifest (`lake:system`, `lakeFiles`) at any time, in any process. Call `seal` every few minutes.
 * Error: when another process has it open.
 */
export async function openLake(
  root: string,
  { probeMs = 1000, storage = fileStorage(root), ...options }: LakeOptions = {},
): Promise<Lake> {
  const lake = await openLakeOn(storage, lakeEngine(root, storage), options);
  const prober = setInterval(() => {
    if (lake.state().fault !== undefined) void lake.probe().catch(() => {});
  }, probeMs);
  Deno.unrefTimer(prober);
  return {
    ...lake,
    root,
    async close() {
      clearInterval(prober);
      await lake.close();
    },
  };
}
