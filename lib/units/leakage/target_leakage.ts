import {
  detector,
  type Positive,
  type Unknown,
  unknown,
} from "../../check/mod.ts";
import type { Sample } from "../../profile/mod.ts";
import type { Column } from "../../table/mod.ts";
import { encoder } from "./encode.ts";
import { informationShare } from "./information.ts";
import {
  columnPredictability,
  type Predictability,
  predictability,
  presenceScore,
  SMALL_MODEL,
} from "./predictability.ts";
import { type Target, targetOf } from "./target.ts";

interface LeakOptions extends Positive {
  /** From this score on the column is compared with all others together; defaults to 0.5 (an AUC of 0.75). */
  readonly strong: number;
}

/**
 * How well one column alone predicts the label, on rows it was not learnt from: 0 not at all, 1 entirely.
 *
 * Formula: four small trees over the column (numbers in 32 bins, categories by their mean label,
 * missing as a value of its own), learnt on one half of the profile's sample and scored on the other, both ways round;
 * classes: 2 AUC - 1 with DeLong's interval, several classes one against the rest by their rows; numbers: R squared.
 * Details: `others`, the same of a small boosted model of all other columns but copies of this one, asked when the
 * score is `strong`; `presence`, what it tells only that the value is there or missing; `information`, the share of the
 * label's entropy the column removes, from a score of 0.1 on. `effect` is the score minus `others`. Shape: a sample of 5,000 rows
 * and up to 500 rows of each class that is rare in it, weighed back -> one number.
 * Unit: score, 0..1. Edge cases: rows without a label are left out; unknown with fewer than 10 rows of a class or 100
 * rows with a label, and for a label of one value. Source: Kaufman et al. 2012, leakage in data mining; DeLong 1988.
 */
export const targetLeakage = detector({
  id: "leakage/target_leakage",
  unit: "score",
  better: "lower",
  needs: ["column", "label"],
  kinds: {
    column: ["number", "boolean", "category", "time"],
    label: ["number", "boolean", "category"],
  },
  needsReference: false,
  needsSample: "label",
  defaults: { positive: null, strong: 0.5 } as LeakOptions,
  validate({ strong }) {
    if (!(strong >= 0 && strong <= 1)) {
      throw new RangeError(
        `Cannot use "strong" of "leakage/target_leakage": it is ${strong}, a score from 0 to 1 is needed`,
      );
    }
  },
  compare({ current }, { column, label }, { positive, strong }) {
    const sample = current.classSamples?.get(label.name) ?? current.sample;
    if (!sample) return unknown("the profile holds no sample of rows");
    const target = remembered(sample, label, positive);
    if ("unknown" in target) return target;
    const cells = sample.columns.get(column.name)!;
    const own = columnPredictability(cells, target);
    const others = own.score < strong
      ? undefined
      : scoreOfOthers(sample, column.name, label.name, target);
    const presence = presenceScore(cells, target);
    return {
      value: own.score,
      interval: own.interval,
      ...(others ? { effect: own.score - others.score } : {}),
      n: { current: target.rows.length },
      details: {
        ...(target.kind === "classes" ? { auc: (1 + own.score) / 2 } : {}),
        others: others?.score ?? null,
        othersInterval: others?.interval ?? null,
        presence,
        information: own.score < LITTLE
          ? null
          : informationOf(cells, target, sample),
        explanation: explain(column.name, label.name, own, others, presence),
      },
    };
  },
});

/** Below this score what a column tells is not worth a second look. */
const LITTLE = 0.1;

// A sample serves all columns: its target and strongest columns are worked out once.
const targets = new WeakMap<Sample, Map<string, Target | Unknown>>();
const ranks = new WeakMap<Target, readonly string[]>();

function remembered(
  sample: Sample,
  label: Column,
  positive: Positive["positive"],
): Target | Unknown {
  const known = targets.get(sample) ?? new Map<string, Target | Unknown>();
  targets.set(sample, known);
  const key = JSON.stringify([label.name, positive]);
  let target = known.get(key);
  if (!target) {
    target = targetOf(sample, label, positive);
    if (!("unknown" in target) && target.rows.length < 100) {
      target = unknown(
        `only ${target.rows.length} rows have a label, at least 100 are needed`,
      );
    }
    known.set(key, target);
  }
  return target;
}

/** Columns beyond this many are left out of the model of all others, the weakest first. */
const MOST_COLUMNS = 50;

function scoreOfOthers(
  sample: Sample,
  name: string,
  label: string,
  target: Target,
): Predictability | undefined {
  let ranked = ranks.get(target);
  if (!ranked) {
    const all = [...sample.columns.keys()].filter((other) => other !== label);
    ranked = all.length <= MOST_COLUMNS ? all : all
      .map((other) => ({
        other,
        score: columnPredictability(sample.columns.get(other)!, target).score,
      }))
      .sort((a, b) => b.score - a.score).map(({ other }) => other);
    ranks.set(target, ranked);
  }
  const others = ranked.filter((other) =>
    other !== name && !isCopy(sample, name, other, target)
  ).slice(0, MOST_COLUMNS);
  return others.length
    ? predictability(sample, others, target, SMALL_MODEL)
    : undefined;
}

function isCopy(sample: Sample, a: string, b: string, target: Target): boolean {
  const [x, y] = [a, b].map((name) =>
    codesOf(sample.columns.get(name)!, target)
  );
  return informationShare(x!, y!) > 0.9 && informationShare(y!, x!) > 0.9;
}

function codesOf(cells: Parameters<typeof encoder>[0], target: Target) {
  const { codes } = encoder(cells, target.vectors[0]!.y, target.rows)(
    target.rows,
  );
  return Uint8Array.from(target.rows, (i) => codes[i]!);
}

function informationOf(
  cells: Parameters<typeof encoder>[0],
  target: Target,
  { weights }: Sample,
): number {
  const x = codesOf(cells, target), label = target.vectors[0]!.y;
  const y = target.kind === "number"
    ? codesOf(Array.from(label), target)
    : Array.from(target.rows, (i) =>
      target.vectors.findIndex((vector) => vector.y[i] === 1));
  return informationShare(
    y,
    x,
    true,
    weights && Float64Array.from(target.rows, (i) => weights[i]!),
  );
}

function explain(
  column: string,
  label: string,
  own: Predictability,
  others: Predictability | undefined,
  presence: number,
): string {
  const two = (x: number) => x.toFixed(2);
  const alone = `${column} alone predicts ${label} with score ${
    two(own.score)
  }`;
  const beside = others
    ? `, all other columns together with ${two(others.score)}`
    : "";
  return presence > 0.5 && presence > own.score * 0.8
    ? `${alone}${beside}; that it is present or missing already gives ${
      two(presence)
    }`
    : `${alone}${beside}`;
}
