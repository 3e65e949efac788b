/** Counts of two sides in the same cells. */
export interface TwoSides {
  readonly p: Float64Array;
  readonly q: Float64Array;
}

/**
 * Counts in which every cell has an expected count of at least `least` on both sides: rarer cells are added up into one.
 *
 * Without it one row of a new category makes chi-square's p-value 0 when the sides differ much in size. Shape: counts,
 * counts -> the same with fewer cells, the pooled one last; at most one cell when there is too little data. Source:
 * Cochran 1954, with 5.
 */
export function poolRare(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
  least = 5,
): TwoSides {
  let n = 0, m = 0;
  for (let i = 0; i < p.length; i++) {
    n += p[i]!;
    m += q[i]!;
  }
  const share = Math.min(n, m) / (n + m);
  const kept: [number, number][] = [];
  let rareP = 0, rareQ = 0;
  for (let i = 0; i < p.length; i++) {
    if (least > 0 && (p[i]! + q[i]!) * share < least) {
      rareP += p[i]!;
      rareQ += q[i]!;
    } else kept.push([p[i]!, q[i]!]);
  }
  if (rareP + rareQ > 0) {
    if ((rareP + rareQ) * share < least && kept.length) {
      const smallest = kept.reduce(
        (low, [a, b], i) => a + b < kept[low]![0] + kept[low]![1] ? i : low,
        0,
      );
      const [a, b] = kept.splice(smallest, 1)[0]!;
      rareP += a;
      rareQ += b;
    }
    kept.push([rareP, rareQ]);
  }
  return {
    p: Float64Array.from(kept, ([a]) => a),
    q: Float64Array.from(kept, ([, b]) => b),
  };
}
