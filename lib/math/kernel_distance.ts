import { eigen } from "./eigen.ts";
import { type Weight, weightedChiSquareSf } from "./weighted_chi_square.ts";

/** The maximum mean discrepancy of two samples and how unlikely it is if nothing changed. */
export interface KernelDistance {
  /** Squared, biased (V-statistic): 0 and up, 0 for the same rows. */
  readonly biased: number;
  /** Squared, unbiased (U-statistic): about 0 when nothing changed. */
  readonly unbiased: number;
  /** Width of the Gaussian kernel. */
  readonly sigma: number;
  readonly pValue: number;
}

/**
 * Maximum mean discrepancy with a Gaussian kernel whose width is the median distance of two pooled rows.
 *
 * p-value: n m / (n + m) times the biased square tends to a sum of chi-squares weighted by the eigenvalues of the centred
 * kernel; the largest come from Lanczos steps, the rest enters by sum and sum of squares. No permutations, so it reaches any
 * level. Shape: rows of numbers on both sides (two or more each) -> distance. Cost: square of the rows. Source: Gretton
 * et al. 2012, theorem 12; Kuonen 1999.
 */
export function kernelDistance(
  a: readonly ArrayLike<number>[],
  b: readonly ArrayLike<number>[],
): KernelDistance {
  const rows = [...a, ...b], N = rows.length, n = a.length, m = b.length;
  const kernel = new Float64Array(N * N);
  const upper = new Float64Array(N * (N - 1) / 2);
  let k = 0;
  for (let i = 0; i < N; i++) {
    for (let j = i + 1; j < N; j++) {
      const square = squaredGap(rows[i]!, rows[j]!);
      kernel[i * N + j] = square;
      upper[k++] = square;
    }
  }
  upper.sort();
  const half = upper.length >> 1;
  const median = upper.length % 2
    ? Math.sqrt(upper[half]!)
    : (Math.sqrt(upper[half - 1]!) + Math.sqrt(upper[half]!)) / 2;
  const sigma = median || 1;
  let within = 0, withinB = 0, between = 0;
  for (let i = 0; i < N; i++) {
    kernel[i * N + i] = 1;
    for (let j = i + 1; j < N; j++) {
      const x = Math.exp(-kernel[i * N + j]! / (2 * sigma * sigma));
      kernel[i * N + j] = kernel[j * N + i] = x;
      if (j < n) within += 2 * x;
      else if (i >= n) withinB += 2 * x;
      else between += x;
    }
  }
  const cross = 2 * between / (n * m);
  const square = (within + n) / (n * n) + (withinB + m) / (m * m) - cross;
  const biased = square < ROUNDING ? 0 : square;
  return {
    biased,
    unbiased: within / (n * (n - 1)) + withinB / (m * (m - 1)) - cross,
    sigma,
    pValue: biased === 0
      ? 1
      : weightedChiSquareSf(biased * n * m / N, spectrum(kernel, N)),
  };
}

/** Sums of kernel values near 1 leave this much of a difference that is 0. */
const ROUNDING = 1e-14;

function squaredGap(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i]! - y[i]!) ** 2;
  return sum;
}

const STEPS = 30;

/** Eigenvalues of the centred kernel over N: the largest one by one, the others as equal ones of the same two moments. */
function spectrum(kernel: Float64Array, N: number): Weight[] {
  const means = new Float64Array(N);
  let all = 0;
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < N; j++) means[i]! += kernel[i * N + j]! / N;
    all += means[i]! / N;
  }
  let trace = 0, squares = 0;
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < N; j++) {
      const x = (kernel[i * N + j]! - means[i]! - means[j]! + all) / N;
      kernel[i * N + j] = x;
      squares += x * x;
      if (i === j) trace += x;
    }
  }
  const found = lanczos(kernel, N).filter((x) => x > trace * 1e-3);
  const weights = found.map((weight) => ({ weight, times: 1 }));
  const rest = trace - found.reduce((s, x) => s + x, 0);
  const restSquares = squares - found.reduce((s, x) => s + x * x, 0);
  return rest > trace * 1e-9 && restSquares > 0
    ? [...weights, {
      weight: restSquares / rest,
      times: rest ** 2 / restSquares,
    }]
    : weights;
}

/** Ritz values of a symmetric matrix after some steps, all vectors kept orthogonal. */
function lanczos(matrix: Float64Array, N: number): number[] {
  const basis: Float64Array[] = [], alpha: number[] = [], beta: number[] = [];
  let v = Float64Array.from({ length: N }, (_, i) => Math.sin(i + 1) + 0.1);
  v = scaled(v, 1 / norm(v));
  for (let step = 0; step < Math.min(STEPS, N); step++) {
    basis.push(v);
    const w = new Float64Array(N);
    for (let i = 0; i < N; i++) {
      let sum = 0;
      for (let j = 0; j < N; j++) sum += matrix[i * N + j]! * v[j]!;
      w[i] = sum;
    }
    alpha.push(dot(v, w));
    for (let pass = 0; pass < 2; pass++) {
      for (const known of basis) {
        const along = dot(known, w);
        for (let i = 0; i < N; i++) w[i]! -= along * known[i]!;
      }
    }
    const length = norm(w);
    if (length < 1e-12) break;
    beta.push(length);
    v = scaled(w, 1 / length);
  }
  const size = alpha.length;
  const small = alpha.map((x, i) => {
    const row = new Float64Array(size);
    row[i] = x;
    if (i > 0) row[i - 1] = beta[i - 1]!;
    if (i + 1 < size) row[i + 1] = beta[i]!;
    return row;
  });
  return [...eigen(small).values];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

function scaled(a: Float64Array, by: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(a, (x) => x * by);
}
