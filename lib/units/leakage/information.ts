import type { Cell } from "../../table/mod.ts";

/**
 * Mutual information of two columns of small codes or names as a share of the first one's entropy, beyond what chance
 * gives.
 *
 * Formula: (I(y; x) - (ky - 1)(kx - 1) / 2n) / H(y), not below 0; without `corrected` the plain share, which equals
 * sklearn's mutual_info_score(y, x) / entropy(y). `weights` says how many rows each stands for, defaults to 1 each. Shape: two
 * lists of equal length -> 0..1. Source: Miller 1955.
 */
export function informationShare(
  y: ArrayLike<Cell>,
  x: ArrayLike<Cell>,
  corrected = true,
  weights?: Float64Array,
): number {
  const [ys, ky] = numbered(y), [xs, kx] = numbered(x), rows = y.length;
  const joint = new Float64Array(ky * kx);
  const inY = new Float64Array(ky), inX = new Float64Array(kx);
  let n = 0;
  for (let i = 0; i < rows; i++) {
    const weight = weights?.[i] ?? 1;
    joint[ys[i]! * kx + xs[i]!]! += weight;
    inY[ys[i]!]! += weight;
    inX[xs[i]!]! += weight;
    n += weight;
  }
  const whole = entropy(inY, n);
  if (!(whole > 0)) return 0;
  const shared = whole + entropy(inX, n) - entropy(joint, n);
  const chance = corrected ? (ky - 1) * (kx - 1) / (2 * rows) : 0;
  return Math.min(1, Math.max(0, (shared - chance) / whole));
}

function numbered(values: ArrayLike<Cell>): [Uint32Array, number] {
  const known = new Map<Cell, number>();
  const out = Uint32Array.from(values, (value) => {
    const at = known.get(value);
    if (at !== undefined) return at;
    known.set(value, known.size);
    return known.size - 1;
  });
  return [out, known.size];
}

function entropy(counts: Float64Array, n: number): number {
  let sum = 0;
  for (const count of counts) {
    if (count) sum -= count / n * Math.log(count / n);
  }
  return sum;
}
