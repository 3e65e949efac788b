import { kolmogorovSf } from "./kolmogorov.ts";

/** How a two-sample p-value is found: counted, by its limit, or counted where that is cheap. */
export type KolmogorovMethod = "auto" | "exact" | "asymp";

/** Rows a side up to which "auto" counts paths, as scipy does. */
const AUTO_ROWS = 10_000;

/** Below this limit "auto" keeps the asymptotic figure: counting could only confirm that it is nothing. */
const NOTHING = 1e-15;

/**
 * Probability that two samples of n and m values from one distribution are further apart than d (two-sided).
 *
 * "exact" counts lattice paths that stay within d (O(n m d)), "asymp" takes the one-sample law at round(n m / (n + m)),
 * "auto" counts up to 10,000 rows a side where the limit is above 1e-15. Shape: n, m, distance -> 0..1; exact without
 * ties, too large with them. Source: Hodges 1958; equals scipy.stats.ks_2samp(method).
 */
export function twoSampleKolmogorov(
  n: number,
  m: number,
  d: number,
  method: KolmogorovMethod = "auto",
): number {
  if (!(n > 0 && m > 0)) return NaN;
  const limit = () => kolmogorovSf(Math.round(n * m / (n + m)) || 1, d);
  if (method === "asymp") return limit();
  if (method === "auto") {
    if (Math.max(n, m) > AUTO_ROWS) return limit();
    if (n !== m) {
      const p = limit();
      if (p < NOTHING) return p;
    }
  }
  const g = greatestDivisor(n, m), h = Math.round(d * (n / g) * m);
  if (h === 0) return 1;
  return Math.min(1, n === m ? equalSizes(n, h) : pathsOutside(n, m, g, h));
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** Gnedenko and Korolyuk's alternating sum for n = m, largest term last. */
function equalSizes(n: number, h: number): number {
  let p = 0;
  for (let k = Math.floor(n / h); k >= 0; k--) {
    let term = 1;
    for (let j = 0; j < h; j++) {
      term = (n - k * h - j) * term / (n + k * h + j + 1);
    }
    p = term * (1 - p);
  }
  return 2 * p;
}

/** Share of lattice paths from (0, 0) to (n, m) that leave the band |x/n - y/m| < h g / (n m), column by column. */
function pathsOutside(n: number, m: number, g: number, h: number): number {
  const long = Math.max(n, m), short = Math.min(n, m);
  const a = long / g, b = short / g;
  let from = 0, to = Math.min(Math.ceil(h / a), short + 1), length = to - from;
  const size = Math.min(2 * to + 2, short + 1);
  const outside = new Float64Array(size).fill(1);
  outside.fill(0, from, to);
  for (let i = 1; i <= long; i++) {
    const lastFrom = from, lastLength = length;
    from = Math.min(Math.max(Math.floor((b * i - h) / a) + 1, 0), short);
    to = Math.min(Math.ceil((b * i + h) / a), short + 1);
    if (to <= from) return 1;
    let value = from === 0 ? 0 : 1;
    for (let k = 0; k < to - from; k++) {
      const j = k + from;
      value = (outside[j - lastFrom]! * i + value * j) / (i + j);
      outside[k] = value;
    }
    length = to - from;
    if (lastLength > length) outside.fill(1, length, lastLength);
  }
  return outside[length - 1]!;
}
