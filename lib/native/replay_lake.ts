import {
  type LogReplayOptions,
  type Replayed,
  replayLog,
} from "../lake/mod.ts";
import { fileStorage } from "./files.ts";
import { lakeEngine } from "./lake_engine.ts";

/** Makes all files of a lake again from its log. Error: when another process has it open. */
export async function replayLake(
  root: string,
  options: LogReplayOptions,
): Promise<Replayed> {
  const storage = fileStorage(root);
  const unlock = await storage.lock("lock");
  try {
    return await replayLog(storage, lakeEngine(root, storage), options);
  } finally {
    await unlock();
  }
}
