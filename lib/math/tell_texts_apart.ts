import { normalSf } from "./special.ts";
import { aucOf } from "./auc.ts";

/** How well a classifier tells two sets of texts apart. */
export interface ToldTexts {
  /** Area under the ROC curve of scores of texts that the classifier had not seen. */
  readonly auc: number;
  /** One-sided: of an AUC this high if nothing changed. */
  readonly pValue: number;
}

const FOLDS = 5;
const BUCKETS = 1 << 15;

/**
 * Tells texts of the second set from the first by which character n-grams (1 to 4, lower case) they hold, hashed.
 *
 * Naive Bayes: a text's score is the mean over its n-grams of the log ratio of their smoothed shares in the two sets,
 * five-fold (fold: place modulo 5), so no text scores by itself. Shape: texts of both sides -> AUC; texts are read up to
 * `length` characters, defaults to 500. Unit: ratio, 0.5 when nothing tells them apart. Edge cases: a text without a
 * character scores 0. Source: Lopez-Paz and Oquab 2017; Rennie et al. 2003 on presence and length.
 */
export function tellTextsApart(
  reference: readonly string[],
  current: readonly string[],
  length = 500,
): ToldTexts {
  const n = reference.length, m = current.length;
  const all = [...reference, ...current].map(hasher(length));
  const fold = (i: number) => (i < n ? i : i - n) % FOLDS;
  const scores = new Float64Array(n + m);
  const whole = countsOf(all, n, () => true);
  for (let k = 0; k < FOLDS; k++) {
    const out = countsOf(all, n, (i) => fold(i) === k);
    const texts = [0, 1].map((side) => whole.texts[side]! - out.texts[side]!);
    all.forEach((buckets, i) => {
      if (fold(i) !== k || buckets.length === 0) return;
      let sum = 0;
      for (const bucket of buckets) {
        const a = whole.held[0]![bucket]! - out.held[0]![bucket]!;
        const b = whole.held[1]![bucket]! - out.held[1]![bucket]!;
        sum += Math.log((b + 1) / (texts[1]! + 2)) -
          Math.log((a + 1) / (texts[0]! + 2));
      }
      scores[i] = sum / buckets.length;
    });
  }
  const labels = Uint8Array.from({ length: n + m }, (_, i) => i < n ? 0 : 1);
  const auc = aucOf(scores, labels)?.value ?? 0.5;
  const error = Math.sqrt((n + m + 1) / (12 * n * m));
  return { auc, pValue: normalSf((auc - 0.5) / error) };
}

/** A function to the buckets that a text's n-grams fall in, each once. */
function hasher(length: number): (text: string) => Uint16Array {
  const seen = new Uint32Array(BUCKETS);
  let texts = 0;
  return (text) => {
    texts++;
    const found: number[] = [];
    const lower = text.slice(0, length).toLowerCase();
    for (let i = 0; i < lower.length; i++) {
      let hash = 0x811c9dc5;
      const end = Math.min(i + 4, lower.length);
      for (let k = i; k < end; k++) {
        hash = Math.imul(hash ^ lower.charCodeAt(k), 0x01000193);
        const bucket = (hash ^ (hash >>> 15)) & (BUCKETS - 1);
        if (seen[bucket] === texts) continue;
        seen[bucket] = texts;
        found.push(bucket);
      }
    }
    return Uint16Array.from(found);
  };
}

/** How many texts of each side hold a bucket. */
function countsOf(
  all: readonly Uint16Array[],
  n: number,
  counts: (i: number) => boolean,
) {
  const held = [new Float64Array(BUCKETS), new Float64Array(BUCKETS)];
  const texts = [0, 0];
  all.forEach((buckets, i) => {
    if (!counts(i)) return;
    const side = i < n ? 0 : 1;
    texts[side]!++;
    for (const bucket of buckets) held[side]![bucket]!++;
  });
  return { held, texts };
}
