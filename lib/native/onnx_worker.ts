import { type OnnxSession, openSession } from "./onnx_session.ts";

/** What the pool sends: first the model, then batches. */
export type WorkerQuestion =
  | { readonly model: Uint8Array }
  | { readonly values: Float32Array; readonly rows: number };

/** What a worker answers: it is ready, the scores of the batch, or what went wrong. */
export type WorkerAnswer =
  | { readonly ready: true; readonly columns: number | undefined }
  | { readonly scores: Float32Array }
  | { readonly error: string };

interface WorkerScope {
  onmessage: ((event: MessageEvent<WorkerQuestion>) => void) | null;
  postMessage(answer: WorkerAnswer, transfer?: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
let session: OnnxSession | undefined;

scope.onmessage = async ({ data }) => {
  try {
    if ("model" in data) {
      session = await openSession(data.model);
      scope.postMessage({ ready: true, columns: session.columns });
    } else {
      const scores = await session!.score(data.values, data.rows);
      scope.postMessage({ scores }, [scores.buffer as ArrayBuffer]);
    }
  } catch (error) {
    scope.postMessage({
      error: error instanceof Error ? error.message : String(error),
    });
  }
};
