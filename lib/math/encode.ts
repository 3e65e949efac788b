/**
 * Categories as numbers: each by its mean target over the rows that teach, drawn towards the overall mean by ten rows; a category
 * never taught is NaN.
 *
 * Shape: values, targets, which rows teach -> numbers. Source: Micci-Barreca 2001.
 */
export function encodeByTarget(
  values: readonly (string | null)[],
  target: ArrayLike<number>,
  teaches: (i: number) => boolean,
): Float64Array {
  const sums = new Map<string, { n: number; y: number }>();
  let n = 0, y = 0;
  values.forEach((value, i) => {
    if (!teaches(i)) return;
    n++;
    y += target[i]!;
    if (value === null) return;
    const found = sums.get(value) ?? { n: 0, y: 0 };
    found.n++;
    found.y += target[i]!;
    sums.set(value, found);
  });
  const mean = n ? y / n : 0;
  return Float64Array.from(values, (value) => {
    const found = value === null ? undefined : sums.get(value);
    return found ? (found.y + 10 * mean) / (found.n + 10) : NaN;
  });
}
