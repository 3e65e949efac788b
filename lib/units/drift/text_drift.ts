import {
  normalInterval,
  tellTextsApart,
  tTwoSided,
  twoSampleKolmogorov,
} from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import { percent, type Sample } from "../../profile/mod.ts";

/**
 * How well texts of now are told from texts of then: the AUC of a classifier on their character n-grams.
 *
 * Four questions, each with a p-value in details.parts: `classifier` (naive Bayes on hashed n-grams, scored on texts left
 * out), `length` (Kolmogorov-Smirnov of the characters), `script` (mean share of Latin, Cyrillic, Han .. letters, digits and
 * signs) and `vocabulary` (mean share of a text's words that no text of the reference holds, against the share of a
 * reference text's words that no other one holds). Shape: two profiles with samples -> one number. Unit: ratio, 0.5 when
 * nothing tells them apart. Effect: 2 AUC - 1, 0 and up. p-value: the smallest of the four times four. Interval: normal,
 * with Mann and Whitney's standard error. Edge cases: empty and missing texts are left out; a text is read up to its
 * 2,000th character; unknown under 50 texts a side. Source: Lopez-Paz and Oquab 2017; Unicode scripts.
 */
export const textDrift = detector({
  id: "drift/text_drift",
  unit: "ratio",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["category"] },
  needsSample: true,
  defaults: {},
  compare({ reference, current }, { column }) {
    if (!reference?.sample || !current.sample) {
      return unknown("the profiles were made without a sample");
    }
    const a = textsOf(reference.sample, column.name);
    const b = textsOf(current.sample, column.name);
    if (a.length < LEAST || b.length < LEAST) {
      return unknown(
        `text drift needs ${LEAST} texts a side, found ${a.length} and ${b.length}`,
      );
    }
    const classifier = tellTextsApart(a, b);
    const parts: Readonly<Record<string, Part>> = {
      classifier: {
        ...classifier,
        said: `texts are told apart with AUC ${classifier.auc.toFixed(3)}`,
      },
      length: lengthPart(a, b),
      script: scriptPart(a, b),
      vocabulary: vocabularyPart(a, b),
    };
    const smallest = Object.values(parts).reduce((x, y) =>
      y.pValue < x.pValue ? y : x
    );
    const error = Math.sqrt(
      (a.length + b.length + 1) / (12 * a.length * b.length),
    );
    const [low, high] = normalInterval(classifier.auc, error);
    return {
      value: classifier.auc,
      interval: [Math.max(0, low), Math.min(1, high)],
      effect: Math.max(0, 2 * classifier.auc - 1),
      pValue: Math.min(1, 4 * smallest.pValue),
      n: { reference: a.length, current: b.length },
      details: {
        parts,
        explanation: `In "${column.name}" ${smallest.said}`,
      },
    };
  },
});

const LEAST = 50;
const CHARACTERS = 2000;

/** One of the questions: its p-value, the answer in words, and its figures. */
interface Part {
  readonly pValue: number;
  readonly said: string;
  readonly [figure: string]: unknown;
}

function textsOf(sample: Sample, name: string): string[] {
  return (sample.columns.get(name) ?? []).flatMap((x) =>
    typeof x === "string" && x !== "" ? [x.slice(0, CHARACTERS)] : []
  );
}

function lengthPart(a: readonly string[], b: readonly string[]): Part {
  const lengths = (texts: readonly string[]) =>
    Float64Array.from(texts, (text) => text.length).sort();
  const x = lengths(a), y = lengths(b);
  const n = x.length, m = y.length;
  let i = 0, j = 0, distance = 0;
  while (i < n && j < m) {
    const at = Math.min(x[i]!, y[j]!);
    while (i < n && x[i] === at) i++;
    while (j < m && y[j] === at) j++;
    distance = Math.max(distance, Math.abs(i / n - j / m));
  }
  const was = x[n >> 1]!, is = y[m >> 1]!;
  return {
    pValue: twoSampleKolmogorov(n, m, distance),
    distance,
    reference: was,
    current: is,
    said: `the median length went from ${was} to ${is} characters`,
  };
}

/** What a character can be, tried in this order; a letter of another script is "other letters". */
const SCRIPTS = {
  Latin: /\p{Script=Latin}/u,
  digits: /\p{Nd}/u,
  signs: /[^\p{L}\p{M}\p{Nd}\p{Cc}]/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
  Han: /\p{Script=Han}/u,
  Kana: /\p{Script=Hiragana}|\p{Script=Katakana}/u,
  Hangul: /\p{Script=Hangul}/u,
  Arabic: /\p{Script=Arabic}/u,
  Hebrew: /\p{Script=Hebrew}/u,
  Devanagari: /\p{Script=Devanagari}/u,
  Thai: /\p{Script=Thai}/u,
} as const;
const NAMES = [...Object.keys(SCRIPTS), "other letters"];

function scriptPart(a: readonly string[], b: readonly string[]): Part {
  const known = new Map<string, number>();
  const x = a.map((text) => sharesOf(text, known));
  const y = b.map((text) => sharesOf(text, known));
  const tested = NAMES.flatMap((name, k) => {
    const found = welch(x.map((row) => row[k]!), y.map((row) => row[k]!));
    return found.reference || found.current ? [{ name, ...found }] : [];
  });
  if (!tested.length) return { pValue: 1, said: "there are only blanks" };
  const least = tested.reduce((x, y) => y.pValue < x.pValue ? y : x);
  return {
    pValue: Math.min(1, least.pValue * tested.length),
    scripts: tested,
    said: `the share of ${least.name} went from ${
      percent(least.reference)
    } to ${percent(least.current)} of a text's characters`,
  };
}

/** Shares of a text's characters (blanks left out) by script; what a character is, is looked up once. */
function sharesOf(text: string, known: Map<string, number>): Float64Array {
  const shares = new Float64Array(NAMES.length);
  let n = 0;
  for (const character of text) {
    if (/\s/.test(character)) continue;
    let at = known.get(character);
    if (at === undefined) {
      const found = Object.values(SCRIPTS).findIndex((script) =>
        script.test(character)
      );
      known.set(character, at = found < 0 ? NAMES.length - 1 : found);
    }
    shares[at]!++;
    n++;
  }
  return n ? shares.map((x) => x / n) : shares;
}

function vocabularyPart(a: readonly string[], b: readonly string[]): Part {
  const words = (texts: readonly string[]) =>
    texts.map((text) => [
      ...new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{Nd}]+/gu) ?? []),
    ]);
  const x = words(a), y = words(b), held = new Map<string, number>();
  for (const word of x.flat()) held.set(word, (held.get(word) ?? 0) + 1);
  const share = (list: readonly string[], least: number) =>
    list.filter((word) => (held.get(word) ?? 0) < least).length / list.length;
  const found = welch(
    x.filter((list) => list.length).map((list) => share(list, 2)),
    y.filter((list) => list.length).map((list) => share(list, 1)),
  );
  const fresh = new Map<string, number>();
  for (const word of y.flat()) {
    if (!held.has(word)) fresh.set(word, (fresh.get(word) ?? 0) + 1);
  }
  return {
    ...found,
    // One-sided: fewer new words than expected are no harm, and the rule when both sides are the same texts.
    pValue: found.current > found.reference ? found.pValue / 2 : 1,
    newWords: [...fresh].sort(([u, n], [v, m]) => m - n || (u < v ? -1 : 1))
      .slice(0, 20).map(([word, texts]) => ({ word, texts })),
    said: `${percent(found.current)} of a text's words are new, ${
      percent(found.reference)
    } of a reference text's words stand in no other one`,
  };
}

/** Two means and the p-value of Welch's t. */
function welch(x: readonly number[], y: readonly number[]) {
  const moments = (values: readonly number[]) => {
    const mean = values.reduce((s, v) => s + v, 0) / (values.length || 1);
    const squares = values.reduce((s, v) => s + (v - mean) ** 2, 0);
    return { mean, error: squares / (values.length - 1) / values.length };
  };
  if (x.length < 2 || y.length < 2) {
    return { reference: 0, current: 0, pValue: 1 };
  }
  const a = moments(x), b = moments(y), error = a.error + b.error;
  const df = error ** 2 /
    (a.error ** 2 / (x.length - 1) + b.error ** 2 / (y.length - 1));
  return {
    reference: a.mean,
    current: b.mean,
    pValue: error > 0
      ? tTwoSided((b.mean - a.mean) / Math.sqrt(error), df)
      : a.mean === b.mean
      ? 1
      : 0,
  };
}
