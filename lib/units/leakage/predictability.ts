import { aucOf, normalInterval } from "../../math/mod.ts";
import type { Interval } from "../../check/mod.ts";
import type { Sample } from "../../profile/mod.ts";
import { boost, type Growth } from "./boost.ts";
import { encode } from "./encode.ts";
import type { Target } from "./target.ts";

/** How well columns predict a label on rows that the model did not learn from: 0 nothing, 1 all. */
export interface Predictability {
  readonly score: number;
  readonly interval: Interval;
}

/** A step function of one column: four trees of eight leaves, each halving what is left. */
export const ONE_COLUMN: Growth = { trees: 4, depth: 3, rate: 0.5, least: 10 };
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
  const halves = [0, 1].map((half) =>
    target.rows.filter((_, k) => k % 2 === half)
  ) as [number[], number[]];
  const parts = target.vectors.map(({ y }) => {
    const scored = halves.map((train, half) => {
      const columns = names.map((name) =>
        encode(sample.columns.get(name)!, y, train)
      );
      const scores = boost(columns, y, train, growth);
      const test = halves[1 - half]!;
      return {
        scores: Float64Array.from(test, (i) => scores[i]!),
        y: Float64Array.from(test, (i) => y[i]!),
      };
    });
    return target.kind === "number"
      ? rSquared(scored)
      : gini(scored, y, target.rows);
  });
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  const mean = (of: (part: Part) => number) =>
    parts.reduce((sum, part) => sum + part.weight * of(part), 0) / weight;
  const unit = (x: number) => Math.min(1, Math.max(0, x));
  return {
    score: unit(mean(({ value }) => value)),
    interval: [
      unit(mean(({ interval }) => interval[0])),
      unit(mean(({ interval }) => interval[1])),
    ],
  };
}

interface Part {
  readonly value: number;
  readonly interval: Interval;
  readonly weight: number;
}

interface Scored {
  readonly scores: Float64Array;
  readonly y: Float64Array;
}

function gini(
  halves: readonly Scored[],
  y: Float64Array,
  rows: readonly number[],
): Part {
  const found = halves.flatMap(({ scores, y }) => aucOf(scores, y) ?? []);
  const value = found.reduce((sum, auc) => sum + auc.value, 0) / found.length;
  const error = Math.sqrt(
    found.reduce((sum, auc) => sum + (auc.error || 0) ** 2, 0),
  ) / found.length;
  const [low, high] = normalInterval(2 * value - 1, 2 * error);
  return {
    value: 2 * value - 1,
    interval: [low, high],
    weight: rows.reduce((sum, i) => sum + y[i]!, 0),
  };
}

// Interval: Olkin and Finn 1995.
function rSquared(halves: readonly Scored[]): Part {
  let n = 0, sum = 0, squares = 0, errors = 0;
  for (const { scores, y } of halves) {
    y.forEach((truth, i) => {
      n++;
      sum += truth;
      errors += (truth - scores[i]!) ** 2;
    });
  }
  for (const { y } of halves) {
    for (const truth of y) squares += (truth - sum / n) ** 2;
  }
  const value = squares > 0 ? Math.max(0, 1 - errors / squares) : 0;
  const error = 2 * Math.sqrt(value / n) * (1 - value);
  return { value, interval: normalInterval(value, error), weight: 1 };
}
