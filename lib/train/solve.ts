/**
 * The solution x of A x = b for a symmetric positive definite A, by Cholesky's factorisation.
 *
 * Shape: the lower triangle of A (n x n, row-major, overwritten) and b (n, overwritten) -> x.
 * Error: RangeError when A is not positive definite.
 * Source: Golub and Van Loan, "Matrix Computations", 4th ed., 4.2.
 */
export function solve(
  matrix: Float64Array,
  right: Float64Array,
  n: number,
): Float64Array {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) {
        sum -= matrix[i * n + k]! * matrix[j * n + k]!;
      }
      if (i > j) matrix[i * n + j] = sum / matrix[j * n + j]!;
      else if (sum > 0) matrix[j * n + j] = Math.sqrt(sum);
      else {
        throw new RangeError(
          `Cannot solve "matrix": pivot ${j} is ${sum}, a positive definite matrix is needed`,
        );
      }
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = right[i]!;
    for (let k = 0; k < i; k++) sum -= matrix[i * n + k]! * right[k]!;
    right[i] = sum / matrix[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = right[i]!;
    for (let k = i + 1; k < n; k++) sum -= matrix[k * n + i]! * right[k]!;
    right[i] = sum / matrix[i * n + i]!;
  }
  return right;
}
