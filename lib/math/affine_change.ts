/** How one distribution is another, stretched and moved: current = factor x reference + offset. */
export interface AffineChange {
  readonly factor: number;
  readonly offset: number;
}

/**
 * Whether every value was multiplied, moved, or both, from quantiles of both sides at the same shares.
 *
 * Formula: first a factor alone (the median of the ratios), then a step alone (the median of the differences), then the least-squares line; the
 * first that leaves no quantile further off than 3 % of the current spread (largest less smallest quantile) holds. Shape: ascending
 * quantiles -> line. Edge cases: undefined when nothing fits, when a side has fewer than 5 distinct quantiles, when the fitted line falls, and
 * when the two hardly differ (no quantile moved by more than 3 % of the spread). Quantiles alone do not prove it: two different things
 * can have one shape, so say "as if".
 */
export function affineChange(
  reference: readonly number[],
  current: readonly number[],
): AffineChange | undefined {
  if (distinct(reference) < 5 || distinct(current) < 5) return undefined;
  const spread = current.at(-1)! - current[0]!;
  const fits = ({ factor, offset }: AffineChange) =>
    factor > 0 &&
    reference.every((x, i) =>
      Math.abs(factor * x + offset - current[i]!) <= 0.03 * spread
    );
  if (fits({ factor: 1, offset: 0 })) return undefined;
  const ratios = reference.map((x, i) => current[i]! / x)
    .filter(Number.isFinite);
  return [
    { factor: median(ratios), offset: 0 },
    { factor: 1, offset: median(reference.map((x, i) => current[i]! - x)) },
    line(reference, current),
  ].find(fits);
}

function distinct(values: readonly number[]): number {
  return new Set(values.filter(Number.isFinite)).size;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = sorted.length >> 1;
  return sorted.length % 2 ? sorted[at]! : (sorted[at - 1]! + sorted[at]!) / 2;
}

function line(x: readonly number[], y: readonly number[]): AffineChange {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const mx = mean(x), my = mean(y);
  const factor = x.reduce((s, v, i) => s + (v - mx) * (y[i]! - my), 0) /
    x.reduce((s, v) => s + (v - mx) ** 2, 0);
  return { factor, offset: my - factor * mx };
}
