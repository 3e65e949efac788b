import {
  type AgedRows,
  arrivalCurve,
  decidedFigures,
  maturedCount,
  type MaturedFigure,
  maturedFigure,
  positiveShare,
  random,
} from "../../lib/math/mod.ts";

/** How long labels of the frauds of a world are on their way, in days in the mean. */
export interface Delays {
  readonly flagged: number;
  readonly missed: number;
}

/** What is found in one world, and what is so. */
export interface DelayedWorld {
  /** Recall of the rows aged 7 to 14 days, by flag band and with one curve for all. */
  readonly recall: MaturedFigure;
  readonly oneCurve: MaturedFigure;
  /** Of the labels that have arrived alone. */
  readonly arrivedOnly: number;
  /** Recall of the rule behind the world, and of these very rows when all labels are there. */
  readonly truth: number;
  readonly settled: number;
  /** (estimate - truth) / se of the share of rows with a positive label at 7 days, by band. */
  readonly shareErrors: readonly number[];
}

const HORIZON = 60, DAYS = 120, STEPS = 2000, RATE = 0.01, RECALL = 0.7;

/**
 * A seeded world of alarm.md, 5.1: rows over 120 days, one in a hundred a fraud, 70 % of them flagged and 1 % of the others, exponential
 * delays; what day 120 knows of the rows that are 7 to 14 days old.
 */
export function delayedWorld(
  seed: number,
  { flagged: soon, missed: late }: Delays,
  n = 60_000,
): DelayedWorld {
  const draw = random(`delayed world ${soon} ${late} ${seed}`);
  const bands: AgedRows[][] = [[], []], young: AgedRows[][] = [[], []];
  const frauds = [0, 0];
  for (let i = 0; i < n; i++) {
    const fraud = draw.uniform() < RATE;
    const band = draw.uniform() < (fraud ? RECALL : RATE) ? 1 : 0;
    const age = DAYS * draw.uniform();
    const delay = fraud
      ? -Math.log(1 - draw.uniform()) * (band ? soon : late)
      : Infinity;
    const row = {
      age: Math.min(STEPS, Math.floor(age / HORIZON * STEPS)),
      delay: delay <= age && delay <= HORIZON
        ? Math.floor(delay / HORIZON * STEPS)
        : undefined,
      n: 1,
    };
    bands[band]!.push(row);
    if (age >= 7 && age < 14) {
      young[band]!.push(row);
      if (delay <= HORIZON) frauds[band]!++;
    }
  }
  const curves = bands.map((rows) => arrivalCurve(rows, STEPS));
  const pooled = arrivalCurve(bands.flat(), STEPS);
  const recallOf = (curveOf: (band: number) => typeof pooled) => {
    const [rest, flagged] = young.map((rows, band) =>
      maturedCount(rows, curveOf(band))
    );
    return maturedFigure(decidedFigures.recall, flagged!, rest!);
  };
  const there = young.map((rows) =>
    rows.filter(({ delay }) => delay !== undefined).length
  );
  const come = (mean: number, days: number) => 1 - Math.exp(-days / mean);
  const flaggedRate = RATE * RECALL + (1 - RATE) * RATE;
  const at7 = [
    RATE * (1 - RECALL) / (1 - flaggedRate) * come(late, 7),
    RATE * RECALL / flaggedRate * come(soon, 7),
  ];
  const recall = (tp: number, fn: number) =>
    decidedFigures.recall({ tp, fn, fp: 0, tn: 0 });
  return {
    recall: recallOf((band) => curves[band]!),
    oneCurve: recallOf(() => pooled),
    arrivedOnly: recall(there[1]!, there[0]!),
    truth: recall(
      RECALL * come(soon, HORIZON),
      (1 - RECALL) * come(late, HORIZON),
    ),
    settled: recall(frauds[1]!, frauds[0]!),
    shareErrors: curves.map((curve, band) => {
      const { value, variance } = positiveShare(
        curve,
        Math.floor(7 / HORIZON * STEPS),
      );
      return (value - at7[band]!) / Math.sqrt(variance);
    }),
  };
}

/** Whether an interval holds a value. */
export function holds(
  [low, high]: readonly [number, number],
  value: number,
): boolean {
  return low <= value && value <= high;
}
