import { normalInterval } from "./interval.ts";

/**
 * Gini coefficient of amounts `x`, ascending, each held by `n` items: 0 for equal amounts, near 1 when one holds all.
 *
 * Formula: 2 sum(i x_(i)) / (N sum x) - (N + 1) / N. NaN for no amounts. Source: Gini 1912.
 */
export function giniOf(x: readonly number[], n: readonly number[]): number {
  let items = 0, total = 0, ranked = 0;
  x.forEach((amount, i) => {
    const count = n[i]!;
    // ranks items + 1 .. items + count sum to this
    ranked += amount * (count * items + count * (count + 1) / 2);
    total += amount * count;
    items += count;
  });
  return 2 * ranked / (items * total) - (items + 1) / items;
}

/** The Lorenz curve of the same: which share of the total the least share of items holds, linear between items. */
export function interpolateLorenz(
  x: readonly number[],
  n: readonly number[],
): { at(share: number): number } {
  const items = n.reduce((s, c) => s + c, 0);
  const total = x.reduce((s, amount, i) => s + amount * n[i]!, 0);
  return {
    at(share) {
      let left = share * items, held = 0;
      for (let i = 0; i < x.length && left > 0; i++) {
        const count = Math.min(left, n[i]!);
        held += count * x[i]!;
        left -= count;
      }
      return held / total;
    },
  };
}

/** Jackknife interval of a Gini coefficient over items, in 0..1; undefined below three items. */
export function giniInterval(
  x: readonly number[],
  n: readonly number[],
  value: number,
): readonly [number, number] | undefined {
  const items = n.reduce((s, c) => s + c, 0);
  if (items < 3) return undefined;
  const total = x.reduce((s, amount, i) => s + amount * n[i]!, 0);
  const ranked = (value + (items + 1) / items) * items * total / 2;
  let rank = 0, below = 0;
  const without = x.map((amount, i) => {
    rank += n[i]!;
    below += amount * n[i]!;
    const left = total - amount, rest = items - 1;
    return 2 * (ranked - rank * amount - (total - below)) / (rest * left) -
      (rest + 1) / rest;
  });
  const mean = without.reduce((s, g, i) => s + g * n[i]!, 0) / items;
  const squares = without.reduce((s, g, i) => s + n[i]! * (g - mean) ** 2, 0);
  const se = Math.sqrt(squares * (items - 1) / items);
  if (!Number.isFinite(se)) return undefined;
  const [low, high] = normalInterval(value, se);
  return [Math.max(0, low), Math.min(1, high)];
}
