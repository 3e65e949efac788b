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
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i)
    .sort((a, b) => scores[a]! - scores[b]!);
  let positives = 0;
  for (let i = 0; i < labels.length; i++) positives += labels[i]!;
  const negatives = labels.length - positives;
  if (!positives || !negatives) return undefined;
  let wins = 0, squares10 = 0, squares01 = 0, below1 = 0, below0 = 0;
  for (let i = 0; i < order.length;) {
    let p = 0, n = 0, j = i;
    for (; j < order.length && scores[order[j]!] === scores[order[i]!]; j++) {
      if (labels[order[j]!]) p++;
      else n++;
    }
    const under = (below0 + n / 2) / negatives;
    const over = (positives - below1 - p / 2) / positives;
    wins += p * under;
    squares10 += p * under ** 2;
    squares01 += n * over ** 2;
    below1 += p;
    below0 += n;
    i = j;
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
