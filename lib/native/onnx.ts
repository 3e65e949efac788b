import { readFile } from "node:fs/promises";
import { ModelError } from "../errors.ts";
import type { Model } from "../scoring/mod.ts";
import { onnxPool } from "./onnx_pool.ts";

/** Settings of a model. */
export interface ModelOptions {
  /** Name and version, "ranker@2". */
  readonly id: string;
  /** Workers of one thread each; 0 runs in this thread, for simulations and tests. Defaults to 2. */
  readonly workers?: number;
  /** Batches that may wait for a worker before more are refused; defaults to 256. */
  readonly queue?: number;
  /** Rows that waiting batches are joined up to; defaults to 4,096. */
  readonly batchRows?: number;
}

/**
 * Opens an ONNX model from a file or its bytes. Shape: float32 [rows, columns] in, one score a row out.
 *
 * With workers the event loop stays free while it scores. Error: ModelError when the file cannot be read or is no model.
 */
export async function openModel(
  source: string | Uint8Array,
  options: ModelOptions,
): Promise<Model> {
  const { id, workers = 2, queue = 256, batchRows = 4096 } = options;
  try {
    const bytes = typeof source === "string" ? await readFile(source) : source;
    return await (workers === 0
      ? inThread(id, bytes)
      : onnxPool(id, bytes, { workers, queue, batchRows }));
  } catch (cause) {
    if (cause instanceof ModelError) throw cause;
    throw new ModelError(
      id,
      `Cannot open model "${id}": ${
        cause instanceof Error ? cause.message : String(cause)
      }`,
      {
        cause,
      },
    );
  }
}

async function inThread(id: string, bytes: Uint8Array): Promise<Model> {
  // loaded when it is used: ONNX Runtime costs 20 ms, and most programs score in workers or not at all
  const { openSession } = await import("./onnx_session.ts");
  const session = await openSession(bytes);
  return {
    id,
    async run(values, rows) {
      try {
        return await session.score(values, rows);
      } catch (cause) {
        throw new ModelError(
          id,
          `Cannot score with "${id}": ${
            cause instanceof Error ? cause.message : String(cause)
          }`,
          {
            cause,
          },
        );
      }
    },
    close: () => session.release(),
  };
}
