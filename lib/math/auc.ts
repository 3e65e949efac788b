/** An area under the ROC curve with its standard error. */
export interface Auc {
  readonly value: number;
  /** DeLong's standard error; NaN with fewer than two of a class. */
  readonly error: number;
  readonly positives: number;
  readonly negatives: number;
}

/**
 * Probability that a random positive scores above a random negative, ties counted half, from rows at hand.
 *
 * Shape: scores, labels (1 positive, 0 negative) -> area and DeLong's standard error; undefined without both classes.
 * Source: DeLong, DeLong and Clarke-Pearson 1988; equals sklearn.metrics.roc_auc_score.
 */
export function aucOf(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
): Auc | undefined {
  const cells = new Map<number, ScoredCounts>();
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    let cell = cells.get(score);
    if (!cell) cells.set(score, cell = { score, positives: 0, negatives: 0 });
    if (labels[i]) cell.positives++;
    else cell.negatives++;
  }
  return aucOfCounts([...cells.values()]);
}

/** Rows of both classes that have one score. */
export interface ScoredCounts {
  readonly score: number;
  positives: number;
  negatives: number;
}

/** `aucOf` from counts by score; several cells may have one score. */
export function aucOfCounts(cells: readonly ScoredCounts[]): Auc | undefined {
  const sorted = [...cells].sort((a, b) => a.score - b.score);
  const positives = sorted.reduce((sum, cell) => sum + cell.positives, 0);
  const negatives = sorted.reduce((sum, cell) => sum + cell.negatives, 0);
  if (!positives || !negatives) return undefined;
  let wins = 0, squares10 = 0, squares01 = 0, below1 = 0, below0 = 0;
  for (let i = 0; i < sorted.length;) {
    let p = 0, n = 0;
    const { score } = sorted[i]!;
    for (; i < sorted.length && sorted[i]!.score === score; i++) {
      p += sorted[i]!.positives;
      n += sorted[i]!.negatives;
    }
    const under = (below0 + n / 2) / negatives;
    const over = (positives - below1 - p / 2) / positives;
    wins += p * under;
    squares10 += p * under ** 2;
    squares01 += n * over ** 2;
    below1 += p;
    below0 += n;
  }
  const value = wins / positives;
  const spread = (squares: number, k: number) =>
    k > 1 ? Math.max(0, squares - k * value ** 2) / (k - 1) / k : NaN;
  return {
    value,
    error: Math.sqrt(
      spread(squares10, positives) + spread(squares01, negatives),
    ),
    positives,
    negatives,
  };
}
