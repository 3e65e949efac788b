import { gammaln } from "./stdlib.js";

/**
 * Probability that the two-sided Kolmogorov-Smirnov distance of n draws from their own distribution is above d.
 *
 * Shape: n (whole), distance -> 0..1. Durbin's matrix and Pelz and Good's series in the middle, twice the one-sided sum in
 * the tail: within 1e-8 relative up to n = 50,000; beyond, the sum's expansion: within 1e-6 relative where the
 * probability is above 1e-12. Source: Simard and L'Ecuyer 2011; equals scipy.stats.kstwo.sf.
 */
export function kolmogorovSf(n: number, d: number): number {
  if (!(n >= 1) || Number.isNaN(d)) return NaN;
  const t = n * d;
  if (d >= 1) return 0;
  if (t <= 0.5) return 1;
  if (t <= 1) {
    return 1 - Math.exp(gammaln(n + 1) + n * Math.log((2 * t - 1) / n));
  }
  if (t >= n - 1) return 2 * (1 - d) ** n;
  const s = t * d;
  if (d >= 0.5 || s >= (n <= 140 ? 4 : 2.2)) return 2 * oneSidedSf(n, d);
  return Math.min(
    1,
    Math.max(
      0,
      1 -
        (n <= 140 || (n <= 100_000 && n * d ** 1.5 <= 1.4)
          ? matrixCdf(n, d)
          : pelzGoodCdf(n, d)),
    ),
  );
}

const SUM_LIMIT = 50_000;

/** Smirnov's one-sided probability: a sum of positive terms, or its expansion for large n. */
function oneSidedSf(n: number, d: number): number {
  if (n > SUM_LIMIT) {
    return Math.exp(
      -2 * n * d * d - 2 * d / 3 - 4 * n * d ** 4 / 9 + 4 * d * d / 9,
    );
  }
  const whole = gammaln(n + 1);
  let sum = 0;
  for (let j = Math.floor(n * (1 - d)); j >= 0; j--) {
    const share = d + j / n, rest = 1 - share;
    if (rest < 0) continue;
    sum += Math.exp(
      whole - gammaln(j + 1) - gammaln(n - j + 1) +
        (j - 1) * Math.log(share) +
        (n === j ? 0 : (n - j) * Math.log(rest)),
    );
  }
  return d * sum;
}

/** Durbin's matrix, raised to the n-th power with its exponent kept apart. */
function matrixCdf(n: number, d: number): number {
  const k = Math.floor(n * d) + 1, m = 2 * k - 1, h = k - n * d;
  let H = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) H[i * m + j] = i - j + 1 < 0 ? 0 : 1;
  }
  for (let i = 0; i < m; i++) {
    H[i * m]! -= h ** (i + 1);
    H[(m - 1) * m + i]! -= h ** (m - i);
  }
  H[(m - 1) * m]! += 2 * h - 1 > 0 ? (2 * h - 1) ** m : 0;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      for (let g = 1; g <= i - j + 1; g++) H[i * m + j]! /= g;
    }
  }
  let Q = new Float64Array(m * m), exponent = 0, power = 0;
  for (let i = 0; i < m; i++) Q[i * m + i] = 1;
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) {
      Q = times(Q, H, m);
      exponent += power;
      if (Q[(k - 1) * m + k - 1]! > 1e140) {
        Q = Q.map((x) => x * 1e-140);
        exponent += 140;
      }
    }
    H = times(H, H, m);
    power *= 2;
    if (H[(k - 1) * m + k - 1]! > 1e140) {
      H = H.map((x) => x * 1e-140);
      power += 140;
    }
  }
  let s = Q[(k - 1) * m + k - 1]!;
  for (let i = 1; i <= n; i++) {
    s = s * i / n;
    if (s < 1e-140) {
      s *= 1e140;
      exponent -= 140;
    }
  }
  return s * 10 ** exponent;
}

function times(
  a: Float64Array<ArrayBuffer>,
  b: Float64Array<ArrayBuffer>,
  m: number,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    for (let k = 0; k < m; k++) {
      const x = a[i * m + k]!;
      if (x === 0) continue;
      for (let j = 0; j < m; j++) out[i * m + j]! += x * b[k * m + j]!;
    }
  }
  return out;
}

/** Pelz and Good's expansion of the limit in powers of 1 / sqrt(n), up to n^-3/2. */
function pelzGoodCdf(n: number, d: number): number {
  const z = Math.sqrt(n) * d, z2 = z * z, z4 = z2 * z2, z6 = z4 * z2;
  const pi2 = Math.PI ** 2, pi4 = pi2 * pi2, pi6 = pi4 * pi2;
  let k0 = 0, k1 = 0, k2 = 0, k2b = 0, k3 = 0, k3b = 0;
  for (let k = 0; k <= 40; k++) {
    const a = (k + 0.5) ** 2, e = Math.exp(-pi2 * a / (2 * z2));
    if (k > 0 && e === 0) break;
    k0 += e;
    k1 += (pi2 * a - z2) * e;
    k2 += (6 * z6 + 2 * z4 + pi2 * (2 * z4 - 5 * z2) * a +
      pi4 * (1 - 2 * z2) * a * a) * e;
    k3 += (pi6 * (5 - 30 * z2) * a ** 3 + pi4 * (-60 * z2 + 212 * z4) * a * a +
      pi2 * (135 * z4 - 96 * z6) * a - (30 * z6 + 90 * z6 * z2)) * e;
  }
  for (let k = 1; k <= 40; k++) {
    const a = k * k, e = Math.exp(-pi2 * a / (2 * z2));
    if (e === 0) break;
    k2b += pi2 * a * e;
    k3b += (-pi4 * a * a + 3 * pi2 * z2 * a) * e;
  }
  const root = Math.sqrt(2 * Math.PI), sn = Math.sqrt(n);
  return root * (k0 / z + k1 / (6 * z4 * sn) +
    (k2 / (72 * z6 * z) - k2b / (36 * z2 * z)) / n +
    (k3 / (6480 * z6 * z4) + k3b / (216 * z6)) / (n * sn));
}
