/** How one distribution is another, stretched and moved: current = factor x reference + offset. */
export interface AffineChange {
  readonly factor: number;
  readonly offset: number;
}

/**
 * Whether the current values are as if every one had been multiplied, moved, or both: a change of unit, from quantiles of both sides at
 * the same shares.
 *
 * Tried in turn, the first that fits holds: a factor alone (the median ratio) of at least 2 or at most 1/2, that leaves no quantile off
 * by more than 10 % of the current spread (largest less smallest quantile); a step alone (the median difference) of more than half the spread,
 * off by at most 3 %; the least-squares line, off by at most 2 %, whose factor is beyond 0.8 to 1.25. A small shift is none of these.
 * Shape: ascending quantiles -> line. Edge cases: undefined when nothing fits and when a side has fewer than 5 distinct quantiles. Quantiles
 * do not prove it, two different things can have one shape: say "as if".
 */
export function affineChange(
  reference: readonly number[],
  current: readonly number[],
): AffineChange | undefined {
  if (distinct(reference) < 5 || distinct(current) < 5) return undefined;
  const spread = current.at(-1)! - current[0]!;
  const fits = ({ factor, offset }: AffineChange, off: number) =>
    reference.every((x, i) =>
      Math.abs(factor * x + offset - current[i]!) <= off * spread
    );
  const scaled: AffineChange = {
    factor: median(
      reference.map((x, i) => current[i]! / x).filter(Number.isFinite),
    ),
    offset: 0,
  };
  const far = ({ factor }: AffineChange, least: number) =>
    factor > 0 && (factor >= least || factor <= 1 / least);
  if (far(scaled, 2) && fits(scaled, 0.1)) return scaled;
  const offset = median(reference.map((x, i) => current[i]! - x));
  const moved: AffineChange = { factor: 1, offset };
  if (Math.abs(offset) > spread / 2 && fits(moved, 0.03)) return moved;
  const both = line(reference, current);
  return far(both, 1.25) && fits(both, 0.02) ? both : undefined;
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
