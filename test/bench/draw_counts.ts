import { gammaln } from "../../lib/math/stdlib.js";
import type { Random } from "../../lib/math/mod.ts";

/** An exact binomial draw: by counting waits for few rows, else Hörmann's transformed rejection (BTRS, 1993). */
export function drawBinomial(stream: Random, n: number, p: number): number {
  if (!(p > 0) || n <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - drawBinomial(stream, n, 1 - p);
  if (n * p < 10) return byWaiting(stream, n, p);
  const sd = Math.sqrt(n * p * (1 - p)), b = 1.15 + 2.53 * sd;
  const a = -0.0873 + 0.0248 * b + 0.01 * p, c = n * p + 0.5;
  const r = p / (1 - p), alpha = (2.83 + 5.1 / b) * sd;
  const cut = 0.92 - 4.2 / b, mode = Math.floor((n + 1) * p);
  for (;;) {
    const u = stream.uniform() - 0.5, v = stream.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor((2 * a / us + b) * u + c);
    if (us >= 0.07 && v <= cut) return k;
    if (k < 0 || k > n) continue;
    const bound = gammaln(mode + 1) + gammaln(n - mode + 1) - gammaln(k + 1) -
      gammaln(n - k + 1) +
      (k - mode) * Math.log(r);
    if (Math.log(v * alpha / (a / (us * us) + b)) <= bound) return k;
  }
}

function byWaiting(stream: Random, n: number, p: number): number {
  const log = Math.log1p(-p);
  let k = -1, at = 0;
  while (at <= n) {
    at += Math.floor(Math.log1p(-stream.uniform()) / log) + 1;
    k++;
  }
  return k;
}

/** A multinomial draw by binomials one after the other; `shares` sum to 1. */
export function drawMultinomial(
  stream: Random,
  n: number,
  shares: ArrayLike<number>,
): Float64Array {
  const counts = new Float64Array(shares.length);
  let left = n, rest = 1;
  for (let k = 0; k < shares.length - 1 && left > 0; k++) {
    counts[k] = drawBinomial(stream, left, Math.min(1, shares[k]! / rest));
    left -= counts[k]!;
    rest -= shares[k]!;
    if (rest <= 1e-15) break;
  }
  counts[shares.length - 1]! += left;
  return counts;
}
