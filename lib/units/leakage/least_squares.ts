/** A line or plane through points. */
export interface Fit {
  readonly rSquared: number;
  /** Factor of each column. */
  readonly coefficients: readonly number[];
  readonly intercept: number;
  /** Rows in which all values are there. */
  readonly n: number;
}

/**
 * Least squares of y on one or two columns, over the rows where all are finite.
 *
 * R squared is 1 - residual / total sum of squares from the residuals themselves; 0 where a column is constant, y is
 * constant, or the two columns are the same line. Shape: vectors of equal length -> a fit.
 */
export function leastSquares(
  y: Float64Array,
  columns: readonly Float64Array[],
): Fit {
  const rows: number[] = [];
  for (let i = 0; i < y.length; i++) {
    if (
      Number.isFinite(y[i]!) && columns.every((x) => Number.isFinite(x[i]!))
    ) {
      rows.push(i);
    }
  }
  const n = rows.length,
    none = {
      rSquared: 0,
      coefficients: columns.map(() => 0),
      intercept: NaN,
      n,
    };
  if (n < columns.length + 2) return none;
  const mean = (x: Float64Array) => rows.reduce((s, i) => s + x[i]!, 0) / n;
  const my = mean(y), means = columns.map(mean);
  const product = (a: Float64Array, ma: number, b: Float64Array, mb: number) =>
    rows.reduce((s, i) => s + (a[i]! - ma) * (b[i]! - mb), 0);
  const total = product(y, my, y, my);
  const xy = columns.map((x, k) => product(x, means[k]!, y, my));
  const xx = columns.map((x, k) => product(x, means[k]!, x, means[k]!));
  if (!(total > 0) || xx.some((s) => !(s > 0))) return none;
  const coefficients = columns.length === 1
    ? [xy[0]! / xx[0]!]
    : solveTwo(xx, product(columns[0]!, means[0]!, columns[1]!, means[1]!), xy);
  if (!coefficients) return none;
  const intercept = my - coefficients.reduce((s, b, k) => s + b * means[k]!, 0);
  const residual = rows.reduce((s, i) => {
    const fitted = columns.reduce(
      (sum, x, k) => sum + coefficients[k]! * (x[i]! - means[k]!),
      my,
    );
    return s + (y[i]! - fitted) ** 2;
  }, 0);
  return {
    rSquared: Math.max(0, 1 - residual / total),
    coefficients,
    intercept,
    n,
  };
}

function solveTwo(
  [a, d]: readonly number[],
  b: number,
  [e, f]: readonly number[],
): number[] | undefined {
  const determinant = a! * d! - b * b;
  if (!(determinant > 1e-12 * a! * d!)) return undefined;
  return [(e! * d! - b * f!) / determinant, (a! * f! - b * e!) / determinant];
}
