import type { Numbers } from "./profile.ts";

/**
 * The values below which shares of the rows lie, as `quantileOf` has them, in one walk over the cells.
 *
 * Shape: cells, shares -> values in the same order. Edge cases: NaN for no rows; a share outside 0..1 counts as the nearer end.
 */
export function quantilesOf(
  { count, lo, hi }: Numbers,
  shares: readonly number[],
): number[] {
  const upTo = new Float64Array(count.length);
  let n = 0;
  for (let i = 0; i < count.length; i++) upTo[i] = n += count[i]!;
  if (n === 0) return shares.map(() => NaN);
  const order = (k: number): number => {
    let from = 0, to = count.length - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (upTo[middle]! > k) to = middle;
      else from = middle + 1;
    }
    const low = lo[from]!, high = hi[from]!, rows = count[from]!;
    return rows === 1 || low === high
      ? low
      : low + (high - low) * (k - upTo[from]! + rows) / (rows - 1);
  };
  return shares.map((share) => {
    const at = Math.min(1, Math.max(0, share)) * (n - 1);
    const below = Math.floor(at), low = order(below);
    return at === below ? low : low + (order(below + 1) - low) * (at - below);
  });
}
