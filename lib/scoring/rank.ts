/** A model that scores rows of features. */
export interface Model {
  /** Name and version, "ranker@2". */
  readonly id: string;
  /** Scores of `rows` rows of `values` (row-major); the array may be handed over and must not be used again. */
  run(values: Float32Array, rows: number): Promise<Float32Array>;
  /** Ends what the model holds; calls after it are refused. */
  close(): Promise<void>;
}
