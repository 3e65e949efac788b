/** Eigenvalues in descending order, and the eigenvector of each (vectors[k] belongs to values[k]). */
export interface Eigen {
  readonly values: readonly number[];
  readonly vectors: readonly Float64Array[];
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations.
 *
 * Shape: n rows of n numbers -> n values and n vectors of length 1, the largest entry of each positive. For small n (up
 * to a few hundred: O(n^3) a sweep). Source: Golub and Van Loan, Matrix Computations, 8.5; equals numpy.linalg.eigh.
 */
export function eigen(matrix: readonly ArrayLike<number>[]): Eigen {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = a.map((_, i) => {
    const row = new Float64Array(n);
    row[i] = 1;
    return row;
  });
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0, whole = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        whole += a[i]![j]! ** 2;
        if (i !== j) off += a[i]![j]! ** 2;
      }
    }
    if (off <= whole * 1e-32) break;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) rotate(a, v, p, q);
    }
  }
  const order = a.map((_, i) => i).sort((i, j) => a[j]![j]! - a[i]![i]!);
  return {
    values: order.map((i) => a[i]![i]!),
    vectors: order.map((i) => upright(Float64Array.from(v, (row) => row[i]!))),
  };
}

function rotate(a: Float64Array[], v: Float64Array[], p: number, q: number) {
  const apq = a[p]![q]!;
  if (apq === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) /
    (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1), s = t * c;
  for (let k = 0; k < a.length; k++) {
    const row = a[k]!, x = row[p]!, y = row[q]!;
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
  const rowP = a[p]!, rowQ = a[q]!;
  for (let k = 0; k < a.length; k++) {
    const x = rowP[k]!, y = rowQ[k]!;
    rowP[k] = c * x - s * y;
    rowQ[k] = s * x + c * y;
    const row = v[k]!, u = row[p]!, w = row[q]!;
    row[p] = c * u - s * w;
    row[q] = s * u + c * w;
  }
}

function upright(vector: Float64Array): Float64Array {
  let at = 0;
  vector.forEach((x, i) => {
    if (Math.abs(x) > Math.abs(vector[at]!)) at = i;
  });
  return vector[at]! < 0 ? vector.map((x) => -x) : vector;
}
