import { InferenceSession, Tensor } from "onnxruntime-node";

/** An ONNX model in this thread; what a worker of the pool runs, and the simulator directly. */
export interface OnnxSession {
  /** Numbers in a row, from the model's input; undefined when the model leaves it open. */
  readonly columns: number | undefined;
  /** One score a row: the last column of the model's last output, as is the positive class of a classifier. */
  score(values: Float32Array, rows: number): Promise<Float32Array>;
  /** Frees the memory. */
  release(): Promise<void>;
}

/**
 * Opens a model from its bytes: one thread, so that the same rows give the same bits, and quiet.
 *
 * A run blocks the thread it is called in (design.md, decision 6): on a server open the model with `openModel`.
 */
export async function openSession(bytes: Uint8Array): Promise<OnnxSession> {
  const session = await InferenceSession.create(bytes, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: "sequential",
    logSeverityLevel: 3,
  });
  const input = session.inputNames[0], output = session.outputNames.at(-1);
  if (input === undefined || output === undefined) {
    throw new Error("it has no input or no output");
  }
  const columns = widthOf(session);
  return {
    columns,
    async score(values, rows) {
      const width = rows === 0 ? 0 : values.length / rows;
      if (columns !== undefined && width !== columns) {
        throw new RangeError(
          `rows have ${width} numbers, ${columns} are needed`,
        );
      }
      const results = await session.run({
        [input]: new Tensor("float32", values, [rows, width]),
      }, [output]);
      const { data } = results[output]!;
      if (!(data instanceof Float32Array)) {
        throw new TypeError(`output "${output}" is not of float32`);
      }
      return lastColumn(data, rows);
    },
    release: () => session.release(),
  };
}

function widthOf(session: InferenceSession): number | undefined {
  const input = session.inputMetadata[0];
  const width = input?.isTensor ? input.shape.at(-1) : undefined;
  return typeof width === "number" && width > 0 ? width : undefined;
}

function lastColumn(data: Float32Array, rows: number): Float32Array {
  const width = data.length / rows;
  if (width === 1) return data.slice();
  return Float32Array.from(
    { length: rows },
    (_, row) => data[(row + 1) * width - 1]!,
  );
}
