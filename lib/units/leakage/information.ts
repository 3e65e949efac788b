import type { Cell } from "../../table/mod.ts";

/**
 * Mutual information of two columns of small codes or names as a share of the first one's entropy, beyond what chance
 * gives.
 *
 * Formula: (I(y; x) - (ky - 1)(kx - 1) / 2n) / H(y), not below 0; without `corrected` the plain share, which equals
 * sklearn's mutual_info_score(y, x) / entropy(y). Shape: two lists of equal length -> 0..1. Source: Miller 1955.
 */
export function informationShare(
  y: ArrayLike<Cell>,
  x: ArrayLike<Cell>,
  corrected = true,
): number {
  const joint = new Map<string, number>();
  const ys = new Map<Cell, number>(), xs = new Map<Cell, number>();
  const n = y.length;
  for (let i = 0; i < n; i++) {
    const key = JSON.stringify([y[i], x[i]]);
    joint.set(key, (joint.get(key) ?? 0) + 1);
    ys.set(y[i]!, (ys.get(y[i]!) ?? 0) + 1);
    xs.set(x[i]!, (xs.get(x[i]!) ?? 0) + 1);
  }
  const whole = entropy(ys, n);
  if (!(whole > 0)) return 0;
  const shared = whole + entropy(xs, n) - entropy(joint, n);
  const chance = corrected ? (ys.size - 1) * (xs.size - 1) / (2 * n) : 0;
  return Math.min(1, Math.max(0, (shared - chance) / whole));
}

function entropy(counts: ReadonlyMap<unknown, number>, n: number): number {
  let sum = 0;
  for (const count of counts.values()) sum -= count / n * Math.log(count / n);
  return sum;
}
