import { aucOfCounts, normalInterval } from "../../math/mod.ts";
import type { Interval } from "../../check/mod.ts";
import type { Sample } from "../../profile/mod.ts";
import type { Cell } from "../../table/mod.ts";
import { boost, type Growth } from "./boost.ts";
import { encoder } from "./encode.ts";
import type { Target, Vector } from "./target.ts";

/** How well columns predict a label on rows that the model did not learn from: 0 nothing, 1 all. */
export interface Predictability {
  readonly score: number;
  readonly interval: Interval;
}

/** A step function of one column: four trees of eight leaves, each halving what is left. */
const ONE_COLUMN: Growth = { trees: 4, depth: 3, rate: 0.5, least: 10 };
/** A small boosted model. */
export const SMALL_MODEL: Growth = {
  trees: 60,
  depth: 3,
  rate: 0.15,
  least: 10,
};

/**
 * Predictability of a target from columns of a sample, learnt on one half and scored on the other, both ways round.
 *
 * Classes: 2 AUC - 1, the mean over halves, and over classes by their rows; numbers: R squared. Never below 0.
 */
export function predictability(
  sample: Sample,
  names: readonly string[],
  target: Target,
  growth: Growth,
): Predictability {
  const halves = halvesOf(target);
  return mean(target.vectors.map((vector) => {
    const { y, weight } = vector;
    const encoders = names.map((name) =>
      encoder(sample.columns.get(name)!, y, target.rows)
    );
    const scored = halves.map((train, half): Scored[] => {
      const columns = encoders.map((encode) => encode(train));
      const scores = boost(columns, y, train, growth, weight);
      return halves[1 - half]!.map((i) => ({
        score: scores[i]!,
        n: weight[i]!,
        sum: weight[i]! * y[i]!,
        squares: weight[i]! * y[i]! ** 2,
      }));
    });
    return part(scored, target, vector);
  }));
}

/** `predictability` of one column, from counts by its codes: the same figure in a tenth of the time. */
export function columnPredictability(
  cells: readonly Cell[],
  target: Target,
): Predictability {
  const halves = halvesOf(target);
  return mean(target.vectors.map((vector) => {
    const { y } = vector;
    const encode = encoder(cells, y, target.rows);
    const scored = halves.map((train, half): Scored[] => {
      const { codes, size } = encode(train);
      const learnt = countCodes(codes, size, vector, train);
      const tested = countCodes(codes, size, vector, halves[1 - half]!);
      const scores = boost(
        [{ codes: Uint8Array.from({ length: size }, (_, i) => i), size }],
        Float64Array.from(learnt, ({ n, sum }) => n ? sum / n : 0),
        Array.from(learnt.keys()).filter((i) => learnt[i]!.n > 0),
        ONE_COLUMN,
        Float64Array.from(learnt, ({ n }) => n),
      );
      return tested.map((counts, i) => ({ score: scores[i]!, ...counts }));
    });
    return part(scored, target, vector);
  }));
}

function halvesOf({ rows }: Target): readonly [number[], number[]] {
  return [
    rows.filter((_, k) => k % 2 === 0),
    rows.filter((_, k) => k % 2 === 1),
  ];
}

/** Rows of one score: how much they weigh, and the sums of their target and of its square. */
interface Scored {
  readonly score: number;
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

function countCodes(
  codes: Uint8Array,
  size: number,
  { y, weight }: Vector,
  rows: readonly number[],
) {
  const cells = Array.from({ length: size }, () => ({
    n: 0,
    sum: 0,
    squares: 0,
  }));
  for (const i of rows) {
    const cell = cells[codes[i]!]!, value = y[i]!, w = weight[i]!;
    cell.n += w;
    cell.sum += w * value;
    cell.squares += w * value * value;
  }
  return cells;
}

interface Part {
  readonly value: number;
  readonly interval: Interval;
  readonly weight: number;
}

function mean(parts: readonly Part[]): Predictability {
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  const of = (field: (part: Part) => number) =>
    Math.min(
      1,
      Math.max(
        0,
        parts.reduce((sum, part) => sum + part.weight * field(part), 0) /
          weight,
      ),
    );
  return {
    score: of(({ value }) => value),
    interval: [
      of(({ interval }) => interval[0]),
      of(({ interval }) => interval[1]),
    ],
  };
}

function part(
  halves: readonly (readonly Scored[])[],
  { kind }: Target,
  { share }: Vector,
): Part {
  return kind === "number" ? rSquared(halves.flat()) : gini(halves, share);
}

function gini(halves: readonly (readonly Scored[])[], weight: number): Part {
  const found = halves.flatMap((cells) =>
    aucOfCounts(
      cells.map(({ score, n, sum }) => ({
        score,
        positives: sum,
        negatives: n - sum,
      })),
    ) ?? []
  );
  const value = found.reduce((sum, auc) => sum + auc.value, 0) / found.length;
  const error = Math.sqrt(
    found.reduce((sum, auc) => sum + (auc.error || 0) ** 2, 0),
  ) / found.length;
  return {
    value: 2 * value - 1,
    interval: normalInterval(2 * value - 1, 2 * error),
    weight,
  };
}

// Interval: Olkin and Finn 1995.
function rSquared(cells: readonly Scored[]): Part {
  let n = 0, sum = 0;
  for (const cell of cells) {
    n += cell.n;
    sum += cell.sum;
  }
  const centre = sum / n;
  let errors = 0, total = 0;
  for (const { score, n, sum, squares } of cells) {
    errors += squares - 2 * score * sum + n * score * score;
    total += squares - 2 * centre * sum + n * centre * centre;
  }
  const value = total > 0 ? Math.max(0, 1 - errors / total) : 0;
  const error = 2 * Math.sqrt(value / n) * (1 - value);
  return { value, interval: normalInterval(value, error), weight: 1 };
}

/**
 * What it tells only that a value is there or missing: 2 AUC - 1 of that sign for classes, R squared for numbers, as
 * `predictability` scores a column.
 */
export function presenceScore(
  cells: readonly unknown[],
  { kind, rows, vectors }: Target,
): number {
  const parts = vectors.map(({ y, weight, share }) => {
    let n = 0, sum = 0, squares = 0, missing = 0, together = 0;
    for (const i of rows) {
      const value = y[i]!, gone = cells[i] === null ? weight[i]! : 0;
      n += weight[i]!;
      sum += weight[i]! * value;
      squares += weight[i]! * value * value;
      missing += gone;
      together += gone * value;
    }
    if (!missing || missing === n) return { score: 0, weight: share };
    const shift = together - missing * sum / n;
    return kind === "number"
      ? {
        score: shift ** 2 /
          ((squares - sum ** 2 / n) * (missing - missing ** 2 / n)),
        weight: share,
      }
      : { score: Math.abs(shift) * n / (sum * (n - sum)), weight: share };
  });
  const weight = parts.reduce((all, part) => all + part.weight, 0);
  return parts.reduce((all, { score, weight }) => all + score * weight, 0) /
    weight;
}
