/** The median; 0 of nothing. */
export function middle(values: ArrayLike<number>): number {
  if (!values.length) return 0;
  const sorted = Float64Array.from(values).sort(), half = sorted.length >> 1;
  return sorted.length % 2
    ? sorted[half]!
    : (sorted[half - 1]! + sorted[half]!) / 2;
}
