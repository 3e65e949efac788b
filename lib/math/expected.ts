import { type Isotonic, isotonic, isotonicAt } from "./isotonic.ts";
import type { Random } from "./random.ts";

/** Rows of about one score and one prediction: how many, and how many of them are (expected to be) positive. */
export interface ScoredCell {
  readonly score: number;
  readonly called: boolean;
  readonly n: number;
  readonly positives: number;
}

/** The figures of a binary classifier, from counts that may be expectations. */
export type BinaryFigures = Readonly<Record<BinaryFigure, number>>;

/** Their names. */
export type BinaryFigure =
  | "roc_auc"
  | "average_precision"
  | "accuracy"
  | "precision"
  | "recall"
  | "specificity"
  | "f1"
  | "true_positive"
  | "false_positive"
  | "false_negative"
  | "true_negative";

/**
 * All figures of scored cells in ascending order of score; the four counts as shares of the rows. NaN where undefined.
 *
 * A cell with a fraction of positives counts as that many of each class at one score, so that with calibrated probabilities
 * these are the expected figures up to their ratio's curvature. Source: Kull and Flach 2014 for the idea; NannyML's CBPE.
 */
export function binaryFigures(cells: readonly ScoredCell[]): BinaryFigures {
  let n = 0, tp = 0, fp = 0, all = 0;
  for (const cell of cells) {
    n += cell.n;
    all += cell.positives;
    if (!cell.called) continue;
    tp += cell.positives;
    fp += cell.n - cell.positives;
  }
  const fn = all - tp, tn = n - all - fp;
  return {
    ...curves(cells, all, n - all),
    accuracy: (tp + tn) / n,
    precision: tp / (tp + fp),
    recall: tp / all,
    specificity: tn / (tn + fp),
    f1: 2 * tp / (2 * tp + fp + fn),
    true_positive: tp / n,
    false_positive: fp / n,
    false_negative: fn / n,
    true_negative: tn / n,
  };
}

function curves(cells: readonly ScoredCell[], p: number, n: number) {
  let above = 0, aboveNegative = 0, wins = 0, average = 0;
  for (let i = cells.length - 1; i >= 0;) {
    let positives = 0, negatives = 0;
    const { score } = cells[i]!;
    for (; i >= 0 && cells[i]!.score === score; i--) {
      positives += cells[i]!.positives;
      negatives += cells[i]!.n - cells[i]!.positives;
    }
    wins += negatives * (above + positives / 2);
    above += positives;
    aboveNegative += negatives;
    if (positives > 0) average += positives * above / (above + aboveNegative);
  }
  return { roc_auc: wins / (p * n), average_precision: average / p };
}

/** What a score means: the chance of a positive among rows called so, and among the others. */
export interface Calibrator {
  readonly called: Isotonic;
  readonly others: Isotonic;
}

/** Labels of each class that each side needs before it has a calibrator of its own. */
const APART = 30;

/**
 * Whether rows called positive need a calibrator of their own: the call is no threshold of the score, so it may tell more of the
 * label than the score does.
 */
export function calledApart(cells: readonly ScoredCell[]): boolean {
  let lowest = Infinity, highest = -Infinity;
  const classes = [0, 0, 0, 0];
  for (const { score, called, n, positives } of cells) {
    if (called) lowest = Math.min(lowest, score);
    else highest = Math.max(highest, score);
    classes[called ? 0 : 1]! += positives;
    classes[called ? 2 : 3]! += n - positives;
  }
  return lowest < highest && Math.min(...classes) >= APART;
}

/** The calibrator that labelled cells give: isotonic regression of the label on the score, of each side where they stand apart. */
export function calibrator(
  cells: readonly ScoredCell[],
  apart: boolean = calledApart(cells),
): Calibrator {
  if (!apart) {
    const both = fit(cells);
    return { called: both, others: both };
  }
  return {
    called: fit(cells.filter(({ called }) => called)),
    others: fit(cells.filter(({ called }) => !called)),
  };
}

function fit(cells: readonly ScoredCell[]): Isotonic {
  return isotonic(
    cells.map(({ score }) => score),
    cells.map(({ n, positives }) => n > 0 ? positives / n : 0),
    cells.map(({ n }) => n),
  );
}

/** The chance of a positive in a cell. */
export function chanceAt(
  { called, others }: Calibrator,
  cell: ScoredCell,
): number {
  return isotonicAt(cell.called ? called : others, cell.score);
}

/** The same cells with as many positives as a calibrator expects. */
export function expectedCells(
  cells: readonly ScoredCell[],
  fit: Calibrator,
): ScoredCell[] {
  return cells.map((cell) => ({
    ...cell,
    positives: cell.n * chanceAt(fit, cell),
  }));
}

/** The same cells with positives drawn: each row is one with its cell's probability. */
export function drawLabels(
  cells: readonly ScoredCell[],
  stream: Random,
): ScoredCell[] {
  return cells.map((cell) => ({
    ...cell,
    positives: binomial(stream, cell.n, cell.positives / cell.n),
  }));
}

/** The same cells as another sample of the world would fill them (Poisson bootstrap). */
export function drawCells(
  cells: readonly ScoredCell[],
  stream: Random,
): ScoredCell[] {
  return cells.map((cell) => {
    const positives = count(stream, cell.positives);
    const n = positives + count(stream, cell.n - cell.positives);
    return { ...cell, n, positives };
  });
}

/** Joins neighbours in score until about `most` scores are left, for what must be repeated often. */
export function poolCells(
  cells: readonly ScoredCell[],
  most: number,
): ScoredCell[] {
  const rows = cells.reduce((sum, { n }) => sum + n, 0);
  const pooled: ScoredCell[] = [];
  let group: ScoredCell[] = [], n = 0, weighted = 0;
  const close = () => {
    for (const called of [false, true]) {
      const same = group.filter((cell) => cell.called === called);
      if (!same.length) continue;
      pooled.push({
        score: weighted / n,
        called,
        n: same.reduce((sum, cell) => sum + cell.n, 0),
        positives: same.reduce((sum, cell) => sum + cell.positives, 0),
      });
    }
    group = [];
    n = weighted = 0;
  };
  cells.forEach((cell, i) => {
    group.push(cell);
    n += cell.n;
    weighted += cell.n * cell.score;
    const last = i + 1 === cells.length;
    if (last || (n >= rows / most && cells[i + 1]!.score !== cell.score)) {
      close();
    }
  });
  return pooled;
}

/** Splits each cell's rows into two halves by chance. */
export function halve(
  cells: readonly ScoredCell[],
  stream: Random,
): readonly [ScoredCell[], ScoredCell[]] {
  const left = cells.map((cell) => {
    const positives = binomial(stream, cell.positives, 0.5);
    const n = positives + binomial(stream, cell.n - cell.positives, 0.5);
    return { ...cell, n, positives };
  });
  return [
    left,
    cells.map((cell, i) => ({
      ...cell,
      n: cell.n - left[i]!.n,
      positives: cell.positives - left[i]!.positives,
    })),
  ];
}

/** A binomial draw; above 40 rows by the normal approximation, kept within 0 and n. */
export function binomial(stream: Random, n: number, p: number): number {
  if (n <= 0 || !(p > 0)) return 0;
  if (p >= 1) return n;
  if (n <= 40) {
    let hits = 0;
    for (let i = 0; i < n; i++) if (stream.uniform() < p) hits++;
    return hits;
  }
  const x = stream.normal(n * p, Math.sqrt(n * p * (1 - p)));
  return Math.min(n, Math.max(0, Math.round(x)));
}

function count(stream: Random, rate: number): number {
  if (rate <= 0) return 0;
  return rate <= 40
    ? stream.poisson(rate)
    : Math.max(0, Math.round(stream.normal(rate, Math.sqrt(rate))));
}
