import { solve } from "./solve.ts";
import { type Dataset, rowsOf } from "./dataset.ts";

/** A fitted logistic regression: score = 1 / (1 + exp(-(intercept + weights . x))). */
export interface Logistic {
  readonly kind: "logistic";
  readonly columns: readonly string[];
  readonly weights: Float64Array;
  readonly intercept: number;
}

/** Settings of `logistic`. */
export interface LogisticOptions {
  /** Penalty on the squared weights, not on the intercept; 1 / C of scikit-learn; defaults to 1. */
  readonly regularisation?: number;
  /** Newton steps at most; defaults to 50. */
  readonly iterations?: number;
}

/**
 * Logistic regression by Newton's method: the weights that minimise log loss plus half the squared weights times
 * `regularisation`.
 *
 * Shape: a data set -> a model. Deterministic: sums run in the order of the rows.
 * Errors: as `rowsOf`; RangeError when a feature is missing or infinite, or when the steps do not converge.
 * Source: Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", 2nd ed., 4.4.1.
 */
export function logistic(
  data: Dataset,
  { regularisation = 1, iterations = 50 }: LogisticOptions = {},
): Logistic {
  const rows = rowsOf(data);
  const width = data.columns.length;
  refuseMissing(data);
  const beta = new Float64Array(width + 1);
  for (let step = 0; step < iterations; step++) {
    const { gradient, hessian } = derivatives(data, rows, beta, regularisation);
    const change = solve(hessian, gradient, width + 1);
    let largest = 0;
    for (let a = 0; a <= width; a++) {
      beta[a]! += change[a]!;
      largest = Math.max(largest, Math.abs(change[a]!));
    }
    if (largest < 1e-10 * (1 + Math.hypot(...beta))) {
      return {
        kind: "logistic",
        columns: data.columns,
        weights: beta.slice(0, width),
        intercept: beta[width]!,
      };
    }
  }
  throw new RangeError(
    `Cannot fit "logistic": ${iterations} steps did not converge, more rows or a larger regularisation is needed`,
  );
}

/** Scores of rows under a logistic regression: one probability a row. */
export function scoreLogistic(
  { weights, intercept }: Logistic,
  values: Float32Array,
): Float64Array {
  const width = weights.length;
  return Float64Array.from({ length: values.length / width }, (_, row) => {
    let sum = intercept;
    for (let a = 0; a < width; a++) {
      sum += weights[a]! * values[row * width + a]!;
    }
    return 1 / (1 + Math.exp(-sum));
  });
}

function derivatives(
  { values, labels, columns: { length: width } }: Dataset,
  rows: number,
  beta: Float64Array,
  regularisation: number,
) {
  const size = width + 1;
  const gradient = new Float64Array(size),
    hessian = new Float64Array(size * size);
  const x = new Float64Array(size).fill(1);
  for (let row = 0; row < rows; row++) {
    let sum = beta[width]!;
    for (let a = 0; a < width; a++) {
      x[a] = values[row * width + a]!;
      sum += beta[a]! * x[a]!;
    }
    const p = 1 / (1 + Math.exp(-sum)),
      error = labels[row]! - p,
      q = p * (1 - p);
    for (let a = 0; a < size; a++) {
      gradient[a]! += error * x[a]!;
      for (let b = 0; b <= a; b++) hessian[a * size + b]! += q * x[a]! * x[b]!;
    }
  }
  for (let a = 0; a < width; a++) {
    gradient[a]! -= regularisation * beta[a]!;
    hessian[a * size + a]! += regularisation;
  }
  return { gradient, hessian };
}

function refuseMissing({ columns, values }: Dataset): void {
  for (let k = 0; k < values.length; k++) {
    if (!Number.isFinite(values[k])) {
      const column = columns[k % columns.length];
      throw new RangeError(
        `Cannot train "logistic" on column "${column}": row ${
          Math.floor(k / columns.length)
        } is ${values[k]}, a finite number is needed`,
      );
    }
  }
}
