import type { Encoded } from "./encode.ts";

/** How a small model is grown. */
export interface Growth {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** Fewest training rows in a leaf. */
  readonly least: number;
}

/**
 * Scores of all rows by a small boosted model learnt from the training rows: squared loss on the target.
 *
 * One tree with rate 1 is a plain regression tree. On a 0/1 target the scores are not probabilities, but they rank as
 * well. Deterministic. Shape: encoded columns, target, training rows, rows' weights -> a score a row. Source: Friedman 2001.
 */
export function boost(
  columns: readonly Encoded[],
  y: Float64Array,
  train: readonly number[],
  { trees, depth, rate, least }: Growth,
  weight: Float64Array = new Float64Array(y.length).fill(1),
): Float64Array {
  let sum = 0, n = 0;
  for (const i of train) {
    sum += weight[i]! * y[i]!;
    n += weight[i]!;
  }
  const scores = new Float64Array(y.length).fill(sum / n);
  const residual = new Float64Array(y.length);
  for (let t = 0; t < trees; t++) {
    for (const i of train) residual[i] = y[i]! - scores[i]!;
    if (
      !grow(columns, residual, weight, train, { depth, rate, least }, scores)
    ) {
      break;
    }
  }
  return scores;
}

// Splits level by level, then adds each leaf's mean residual to all rows that fall into it.
function grow(
  columns: readonly Encoded[],
  residual: Float64Array,
  weight: Float64Array,
  train: readonly number[],
  { depth, rate, least }: Omit<Growth, "trees">,
  scores: Float64Array,
): boolean {
  const leaf = new Uint8Array(scores.length);
  let leaves = 1, grown = false;
  for (let level = 0; level < depth; level++) {
    const splits = bestSplits(
      columns,
      residual,
      weight,
      train,
      leaf,
      leaves,
      least,
    );
    if (splits.every((split) => !split)) break;
    grown = true;
    for (let i = 0; i < leaf.length; i++) {
      const split = splits[leaf[i]!];
      leaf[i] = 2 * leaf[i]! +
        (split && columns[split.column]!.codes[i]! > split.code ? 1 : 0);
    }
    leaves *= 2;
  }
  if (!grown) return false;
  const n = new Float64Array(leaves), sum = new Float64Array(leaves);
  for (const i of train) {
    n[leaf[i]!]! += weight[i]!;
    sum[leaf[i]!]! += weight[i]! * residual[i]!;
  }
  for (let i = 0; i < leaf.length; i++) {
    const k = leaf[i]!;
    if (n[k]) scores[i]! += rate * sum[k]! / n[k]!;
  }
  return true;
}

interface Split {
  readonly column: number;
  readonly code: number;
  readonly gain: number;
}

function bestSplits(
  columns: readonly Encoded[],
  residual: Float64Array,
  weight: Float64Array,
  train: readonly number[],
  leaf: Uint8Array,
  leaves: number,
  least: number,
): (Split | undefined)[] {
  const best: (Split | undefined)[] = new Array(leaves).fill(undefined);
  columns.forEach(({ codes, size }, column) => {
    const n = new Float64Array(leaves * size);
    const sum = new Float64Array(leaves * size);
    for (let t = 0; t < train.length; t++) {
      const i = train[t]!, at = leaf[i]! * size + codes[i]!;
      n[at]! += weight[i]!;
      sum[at]! += weight[i]! * residual[i]!;
    }
    for (let k = 0; k < leaves; k++) {
      let nAll = 0, sumAll = 0;
      for (let c = 0; c < size; c++) {
        nAll += n[k * size + c]!;
        sumAll += sum[k * size + c]!;
      }
      let nLow = 0, sumLow = 0;
      for (let code = 0; code < size - 1; code++) {
        nLow += n[k * size + code]!;
        sumLow += sum[k * size + code]!;
        const nHigh = nAll - nLow;
        if (nLow < least || nHigh < least) continue;
        const sumHigh = sumAll - sumLow;
        const gain = sumLow ** 2 / nLow + sumHigh ** 2 / nHigh -
          sumAll ** 2 / nAll;
        if (gain > 1e-12 && gain > (best[k]?.gain ?? 0) * (1 + 1e-9)) {
          best[k] = { column, code, gain };
        }
      }
    }
  });
  return best;
}
