/** Figures of a classifier of several classes, macro means over classes but for accuracy. */
export interface ClassFigures {
  readonly means: Readonly<Record<string, number>>;
  /** Expected rows by label and prediction. */
  readonly confusion: readonly (readonly number[])[];
}

/**
 * Figures of rows whose label is known up to probabilities: accuracy, and macro f1, precision, recall, specificity and
 * one-against-rest ROC AUC.
 *
 * Shape: per row probabilities of each class, index of the predicted class, scores of each class. A class without a base counts 0.
 */
export function expectedClassFigures(
  p: readonly (readonly number[])[],
  said: readonly number[],
  scores: readonly (readonly number[])[],
): ClassFigures {
  const classes = p[0]?.length ?? 0, n = p.length;
  const confusion = Array.from(
    { length: classes },
    () => new Array<number>(classes).fill(0),
  );
  p.forEach((row, i) => row.forEach((x, k) => confusion[k]![said[i]!]! += x));
  const sums = { f1: 0, precision: 0, recall: 0, specificity: 0, roc_auc: 0 };
  let right = 0;
  for (let k = 0; k < classes; k++) {
    const tp = confusion[k]![k]!;
    const fn = confusion[k]!.reduce((s, x) => s + x, 0) - tp;
    const fp = confusion.reduce((s, row) => s + row[k]!, 0) - tp;
    const tn = n - tp - fn - fp;
    right += tp;
    sums.f1 += share(2 * tp, 2 * tp + fp + fn);
    sums.precision += share(tp, tp + fp);
    sums.recall += share(tp, tp + fn);
    sums.specificity += share(tn, tn + fp);
    sums.roc_auc += expectedAuc(p.map((x) => x[k]!), scores.map((x) => x[k]!));
  }
  const means = Object.fromEntries(
    Object.entries(sums).map(([key, x]) => [key, x / classes]),
  );
  return { means: { ...means, accuracy: right / n }, confusion };
}

/** Area under the ROC curve when row i is positive with probability p_i, ties half. */
export function expectedAuc(
  p: readonly number[],
  scores: readonly number[],
): number {
  const order = p.map((_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  let below = 0, wins = 0, positives = 0;
  for (let i = 0; i < order.length;) {
    const score = scores[order[i]!]!;
    let pos = 0, neg = 0;
    for (; i < order.length && scores[order[i]!] === score; i++) {
      pos += p[order[i]!]!;
      neg += 1 - p[order[i]!]!;
    }
    wins += pos * (below + neg / 2);
    below += neg;
    positives += pos;
  }
  return wins / (positives * below);
}

function share(hits: number, of: number): number {
  return of > 0 ? hits / of : 0;
}
