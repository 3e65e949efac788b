import type { LakeEngine, Storage } from "../lake/mod.ts";
import { compactor } from "./compactor.ts";
import { openDuckDb } from "./duckdb.ts";
import { faultOf } from "./lake_files.ts";
import { partitionWriter, temporaryFolder } from "./partition_writer.ts";

/** What makes Parquet files of a lake: an engine of one thread for each piece of work, so that bytes repeat. */
export function lakeEngine(root: string, storage: Storage): LakeEngine {
  const open = () =>
    openDuckDb({
      threads: 1,
      ordered: true,
      memoryLimit: "512MB",
      temporary: `${root}/${temporaryFolder}`,
    });
  return {
    async writer(schemas) {
      const engine = await open();
      const writer = partitionWriter(root, engine, schemas);
      return { ...writer, close: () => engine.close() };
    },
    async compactor() {
      const engine = await open();
      return { ...compactor(root, engine), close: () => engine.close() };
    },
    faultOf: (file) => faultOf(storage, root, file),
  };
}
