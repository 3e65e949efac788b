import {
  type AgedRows,
  arrivalByLabels,
  arrivalByRows,
  type ArrivalCurve,
  decidedFigures,
  maturedCount,
  type MaturedFigure,
  maturedFigure,
  positiveCurve,
  positiveShare,
  random,
} from "../../lib/math/mod.ts";

/** How long labels of the frauds of a world are on their way, in days in the mean, and how many times as many pass of late. */
export interface Delays {
  readonly flagged: number;
  readonly missed: number;
  /** Frauds that pass unflagged in the last 20 days, for each one before; defaults to 1. */
  readonly more?: number;
}

/** What is found in one world, and what is so. */
export interface DelayedWorld {
  /** Recall of the rows aged 7 to 14 days, by flag band. */
  readonly byLabels: MaturedFigure;
  readonly byRows: MaturedFigure;
  /** With one curve for flagged rows and others. */
  readonly oneCurve: MaturedFigure;
  /** Of the labels that have arrived alone. */
  readonly arrivedOnly: number;
  /** Recall of the rule behind the rows, and of these very rows when all labels are there. */
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
  { flagged: soon, missed: late, more = 1 }: Delays,
  n = 60_000,
): DelayedWorld {
  const draw = random(`delayed world ${soon} ${late} ${more} ${seed}`);
  const bands: AgedRows[][] = [[], []], young: AgedRows[][] = [[], []];
  const frauds = [0, 0];
  for (let i = 0; i < n; i++) {
    const age = DAYS * draw.uniform();
    const missed = RATE * (1 - RECALL) * (age < 20 ? more : 1);
    const u = draw.uniform(), fraud = u < RATE * RECALL + missed;
    const flagged = fraud ? u < RATE * RECALL : draw.uniform() < RATE;
    const band = flagged ? 1 : 0;
    const delay = fraud
      ? -Math.log(1 - draw.uniform()) * (flagged ? soon : late)
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
  const all = bands.flat();
  const recallBy = (
    draw: (rows: readonly AgedRows[], horizon: number) => ArrivalCurve,
    of: (band: number) => readonly AgedRows[] = (band) => bands[band]!,
  ) => {
    const [rest, flagged] = young.map((rows, band) =>
      maturedCount(rows, draw(of(band), STEPS))
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
    byLabels: recallBy(arrivalByLabels),
    byRows: recallBy(arrivalByRows),
    oneCurve: recallBy(arrivalByLabels, () => all),
    arrivedOnly: recall(there[1]!, there[0]!),
    truth: recall(
      RECALL * come(soon, HORIZON),
      (1 - RECALL) * more * come(late, HORIZON),
    ),
    settled: recall(frauds[1]!, frauds[0]!),
    shareErrors: bands.map((rows, band) => {
      const { value, variance } = positiveShare(
        positiveCurve(rows, STEPS),
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
