import { ModelError } from "../errors.ts";
import type { Model } from "../scoring/mod.ts";
import type { WorkerAnswer, WorkerQuestion } from "./onnx_worker.ts";

/** Size of a pool. */
export interface PoolOptions {
  readonly workers: number;
  readonly queue: number;
  readonly batchRows: number;
}

interface Batch {
  readonly values: Float32Array;
  readonly rows: number;
  readonly resolve: (scores: Float32Array) => void;
  readonly reject: (error: Error) => void;
}

interface Seat {
  worker: Worker;
  running: readonly Batch[];
  alive: boolean;
}

/**
 * Runs a model in workers of one thread each: batches wait in one bounded queue, and those that wait together run together.
 *
 * A full queue refuses at once, so that overload turns into fallbacks and not into waiting. A worker that dies fails what it
 * ran and is replaced. Values are copied, so the caller's array stays his. Error: ModelError.
 */
export async function onnxPool(
  id: string,
  bytes: Uint8Array,
  options: PoolOptions,
): Promise<Model> {
  const waiting: Batch[] = [];
  const seats = await Promise.all(
    Array.from({ length: options.workers }, () => seat()),
  );
  let closed = false;

  async function seat(): Promise<Seat> {
    const taken: Seat = {
      worker: await startWorker(bytes),
      running: [],
      alive: true,
    };
    attach(taken);
    return taken;
  }

  function attach(taken: Seat) {
    taken.worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      const { running } = taken;
      taken.running = [];
      settle(running, data);
      dispatch();
    };
    taken.worker.onerror = (event) => {
      event.preventDefault();
      void replace(taken, event.message);
    };
  }

  async function replace(taken: Seat, reason: string) {
    const lost = taken.running;
    taken.alive = false;
    taken.worker.terminate();
    fail(lost, `its worker ended: ${reason}`);
    try {
      taken.worker = await startWorker(bytes);
      taken.running = [];
      taken.alive = true;
      attach(taken);
      dispatch();
    } catch (error) {
      seats.splice(seats.indexOf(taken), 1);
      if (seats.length === 0) {
        fail(waiting.splice(0), `no worker is left: ${reasonOf(error)}`);
      }
    }
  }

  function settle(running: readonly Batch[], answer: WorkerAnswer) {
    if ("error" in answer) return fail(running, answer.error);
    if (!("scores" in answer)) return;
    let at = 0;
    for (const { rows, resolve } of running) {
      resolve(answer.scores.subarray(at, at += rows));
    }
  }

  function fail(batches: readonly Batch[], reason: string) {
    for (const { reject } of batches) {
      reject(new ModelError(id, `Cannot score with "${id}": ${reason}`));
    }
  }

  function dispatch() {
    for (const free of seats) {
      if (waiting.length === 0) return;
      if (!free.alive || free.running.length > 0) continue;
      free.running = takeTogether(waiting, options.batchRows);
      const values = joined(free.running);
      const question: WorkerQuestion = {
        values,
        rows: free.running.reduce((sum, { rows }) => sum + rows, 0),
      };
      free.worker.postMessage(question, [values.buffer]);
    }
  }

  return {
    id,
    run(values, rows) {
      return new Promise((resolve, reject) => {
        const batch = { values, rows, resolve, reject };
        if (closed) return fail([batch], "it is closed");
        if (seats.length === 0) return fail([batch], "no worker is left");
        if (waiting.length >= options.queue) {
          return fail(
            [batch],
            `${waiting.length} batches wait, ${options.queue} are allowed`,
          );
        }
        waiting.push(batch);
        dispatch();
      });
    },
    close() {
      closed = true;
      fail(waiting.splice(0), "it is closed");
      for (const { worker, running } of seats) {
        worker.terminate();
        fail(running, "it is closed");
      }
      return Promise.resolve();
    },
  };
}

function startWorker(model: Uint8Array): Promise<Worker> {
  const worker = new Worker(new URL("./onnx_worker.ts", import.meta.url), {
    type: "module",
  });
  return new Promise((resolve, reject) => {
    const refuse = (reason: string) => {
      worker.terminate();
      reject(new Error(reason));
    };
    worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) =>
      "ready" in data
        ? resolve(worker)
        : refuse("error" in data ? data.error : "it did not start");
    worker.onerror = (event) => {
      event.preventDefault();
      refuse(event.message);
    };
    const question: WorkerQuestion = { model };
    worker.postMessage(question);
  });
}

// Batches of different widths never run together: each keeps its own fault.
function takeTogether(waiting: Batch[], batchRows: number): Batch[] {
  const first = waiting[0]!, width = first.values.length / first.rows;
  let count = 1, rows = first.rows;
  while (count < waiting.length) {
    const next = waiting[count]!;
    if (
      rows + next.rows > batchRows || next.values.length / next.rows !== width
    ) break;
    rows += next.rows;
    count++;
  }
  return waiting.splice(0, count);
}

function joined(batches: readonly Batch[]): Float32Array<ArrayBuffer> {
  const values = new Float32Array(
    batches.reduce((sum, batch) => sum + batch.values.length, 0),
  );
  let at = 0;
  for (const batch of batches) {
    values.set(batch.values, at);
    at += batch.values.length;
  }
  return values;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
