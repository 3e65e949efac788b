import { type BoostOptions, boostTrees, type Matrix } from "./boosted_trees.ts";
import { normalSf } from "./special.ts";

/** How well a classifier tells two samples apart. */
export interface ToldApart {
  /** Area under the ROC curve of scores that each fold's trees gave to rows they had not seen. */
  readonly auc: number;
  /** One-sided: of an AUC this high if nothing changed. */
  readonly pValue: number;
  readonly se: number;
  /** Share of the trees' gain by feature. */
  readonly shares: readonly number[];
}

const FOLDS = 5;

/** Enough trees for the AUC to settle, too few to learn rows by heart. */
const TREES: BoostOptions = { loss: "logistic", rounds: 60, depth: 4 };

/**
 * Trains trees to tell rows of the second sample from the first, five-fold, and scores the rows left out.
 *
 * Features are columns over all rows, the first `n` being the first sample; fold of a row: its place modulo 5. Shape:
 * columns, n -> AUC. Unit: ratio, 0.5 when nothing tells them apart. Source: Lopez-Paz and Oquab 2017; standard error of
 * the null: Mann and Whitney 1947, times 1.5 because folds share their training rows (Nadeau and Bengio 2003; 1.3 to 1.45
 * measured).
 */
export function tellApart(
  features: Matrix,
  n: number,
  options: BoostOptions = {},
): ToldApart {
  const N = features[0]!.length, m = N - n;
  const fold = (i: number) => (i < n ? i : i - n) % FOLDS;
  const scores = new Float64Array(N), gains = new Float64Array(features.length);
  const all = Array.from({ length: N }, (_, i) => i);
  for (let k = 0; k < FOLDS; k++) {
    const train = all.filter((i) => fold(i) !== k);
    const model = boostTrees(
      features.map((column) => Float64Array.from(train, (i) => column[i]!)),
      train.map((i) => i < n ? 0 : 1),
      { ...TREES, ...options },
    );
    for (let i = 0; i < N; i++) {
      if (fold(i) === k) scores[i] = model.at(features, i);
    }
    model.gains.forEach((x, i) => gains[i]! += x);
  }
  let whole = 0;
  for (const gain of gains) whole += gain;
  const auc = aucOf(scores, n);
  const se = Math.sqrt((N + 1) / (12 * n * m) * (1 + FOLDS / (FOLDS - 1)));
  return {
    auc,
    se,
    pValue: normalSf((auc - 0.5) / se),
    shares: Array.from(gains, (x) => whole > 0 ? x / whole : 0),
  };
}

/** Share of pairs in which a row of the second sample scores higher, ties half. */
function aucOf(scores: Float64Array, n: number): number {
  const order = Array.from(scores, (_, i) => i).sort((i, j) =>
    scores[i]! - scores[j]!
  );
  let wins = 0, below = 0;
  for (let i = 0; i < order.length;) {
    let a = 0, b = 0;
    const score = scores[order[i]!]!;
    for (; i < order.length && scores[order[i]!] === score; i++) {
      if (order[i]! < n) a++;
      else b++;
    }
    wins += b * (below + a / 2);
    below += a;
  }
  return wins / (n * (scores.length - n));
}
