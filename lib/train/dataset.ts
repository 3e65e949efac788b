/**
 * Rows to learn from: features row by row in one array, and a label of 0 or 1 for each row.
 *
 * Shape: `values` has rows x columns numbers; NaN is missing (only trees take it).
 */
export interface Dataset {
  readonly columns: readonly string[];
  readonly values: Float32Array;
  readonly labels: Uint8Array;
}

/**
 * The number of rows, once it is known that a learner can use them.
 *
 * Errors: TypeError when the arrays do not fit together; RangeError when a label is neither 0 nor 1, or all are equal.
 */
export function rowsOf({ columns, values, labels }: Dataset): number {
  const rows = labels.length;
  if (values.length !== rows * columns.length) {
    throw new TypeError(
      `Cannot train on "values": it has ${values.length} numbers, ${rows} labels and ${columns.length} columns need ${
        rows * columns.length
      }`,
    );
  }
  let positives = 0;
  for (const label of labels) {
    if (label > 1) {
      throw new RangeError(
        `Cannot train on label "${label}": 0 or 1 is needed`,
      );
    }
    positives += label;
  }
  if (positives === 0 || positives === rows) {
    throw new RangeError(
      `Cannot train on "labels": ${positives} of ${rows} are 1, both classes are needed`,
    );
  }
  return rows;
}
