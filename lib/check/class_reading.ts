import {
  cellInterval,
  type ClassCounts,
  type Confusion,
  confusionOf,
  majorityOf,
  oneClass,
  supports,
  wilson,
} from "../math/mod.ts";
import { CLASS_CELLS } from "../profile/mod.ts";
import { sql } from "../table/mod.ts";
import {
  type NumberList,
  numberList,
  type TextList,
  textList,
} from "./measure.ts";
import {
  type Interval,
  type Reading,
  type Unknown,
  unknown,
} from "./reading.ts";

/** How a figure of several classes becomes one number. */
export interface Averaging {
  /** The positive class; null where the label is boolean or 0 and 1. */
  readonly positive: string | number | boolean | null;
  /** "binary", "macro", "micro" or "weighted"; null: binary where the positive class is known, else macro. */
  readonly average: string | null;
}

/** Refuses an unknown way of averaging. */
export function validateAverage(id: string, { average }: Averaging): void {
  const known = ["binary", "macro", "micro", "weighted"];
  if (average !== null && !known.includes(average)) {
    throw new RangeError(
      `Cannot use "average" of "${id}": it is "${average}", ${
        known.map((x) => `"${x}"`).join(", ")
      } or null is needed`,
    );
  }
}

/** The aggregates of a confusion table over the relation that `classCells` makes. */
export function cellLists(): {
  readonly labels: TextList;
  readonly predictions: TextList;
  readonly counts: NumberList;
} {
  const order = sql`l, p`;
  return {
    labels: textList(sql`l`, order),
    predictions: textList(sql`p`, order),
    counts: numberList(sql`n`, order),
  };
}

/** The answers to `cellLists`. */
export interface Cells {
  readonly labels: readonly (string | null)[];
  readonly predictions: readonly (string | null)[];
  readonly counts: readonly number[];
}

/** A figure of one class: hits of a number, and how the share becomes the figure. */
export interface ClassFigure {
  readonly name: string;
  readonly of: (counts: ClassCounts) => readonly [hits: number, of: number];
  /** From a share to the figure, both rising; defaults to the share itself. */
  readonly shape?: (share: number) => number;
  /** Labelled positives needed, defaults to 0. */
  readonly least?: number;
  /** Whether it tells one kind of error only, so that a constant answer may well be best at it; defaults to false. */
  readonly oneSided?: boolean;
}

/** The confusion table of some cells; unknown when there is nothing to count or too many classes. */
export function tableOfCells(cells: Cells): Confusion | Unknown {
  if (!cells.counts.length) {
    return unknown("no row has both a label and a prediction");
  }
  if (cells.counts.length >= CLASS_CELLS) {
    return unknown(
      `too many classes: over ${CLASS_CELLS} pairs of label and prediction, is one of the columns an id or a number`,
    );
  }
  return confusionOf(cells.labels, cells.predictions, cells.counts);
}

/** The class that counts as positive: the one named, else 1 of 0 and 1, true of false and true; undefined otherwise. */
export function positiveIndex(
  { classes }: Confusion,
  { positive }: Pick<Averaging, "positive">,
): number | undefined {
  if (positive !== null) {
    const wanted = positive === true && !classes.includes("true")
      ? "1"
      : String(positive);
    return classes.indexOf(wanted);
  }
  const within = (pair: readonly string[]) =>
    classes.every((name) => pair.includes(name));
  if (within(["0", "1"])) return classes.indexOf("1");
  return within(["false", "true"]) ? classes.indexOf("true") : undefined;
}

/** Reads a figure of classes: binary with Wilson's interval, else averaged with an interval from the cells' posterior. */
export function classReading(
  cells: Cells,
  options: Averaging,
  figure: ClassFigure,
): Reading | Unknown {
  const table = tableOfCells(cells);
  if ("unknown" in table) return table;
  const index = positiveIndex(table, options);
  const average = options.average ?? (index === undefined ? "macro" : "binary");
  if (average === "binary") {
    return index === undefined
      ? unknown(
        "the label has other classes than 0 and 1: name the positive class or an average",
      )
      : binaryReading(table, index, figure);
  }
  const value = averaged(table, average, figure);
  const { majority, ...always } = majorityOf(table);
  const interval = average === "micro"
    ? microInterval(table, figure)
    : cellInterval(table, (drawn) => averaged(drawn, average, figure), value);
  const rows = supports(table);
  return withBaseline(table, figure.name, value, {
    interval,
    majority,
    always: averaged(always, average, figure),
    details: {
      average,
      byClass: Object.fromEntries(
        table.classes.map((name, i) => [name, {
          value: shareOf(oneClass(table, i), figure),
          support: rows[i],
        }]),
      ),
    },
  }, figure.oneSided);
}

function binaryReading(
  table: Confusion,
  index: number,
  figure: ClassFigure,
): Reading | Unknown {
  const { least = 0, shape = (x: number) => x } = figure;
  const counts = index < 0
    ? { tp: 0, fp: 0, fn: 0, tn: table.n }
    : oneClass(table, index);
  if (counts.tp + counts.fn < least) {
    return unknown(
      `${figure.name} needs at least ${least} labelled positives, found ${
        counts.tp + counts.fn
      }`,
      { ...counts },
    );
  }
  const [hits, of] = figure.of(counts);
  if (!(of > 0)) {
    return unknown(
      `${figure.name} has nothing to count: no row is in its base`,
      {
        ...counts,
      },
    );
  }
  const [low, high] = wilson(hits, of);
  const { majority, ...always } = majorityOf(table);
  return withBaseline(table, figure.name, shape(hits / of), {
    interval: [shape(low), shape(high)],
    majority,
    always: index < 0 ? NaN : shareOf(oneClass(always, index), figure),
    details: { average: "binary", positive: table.classes[index], ...counts },
  }, figure.oneSided);
}

/** Adds what always saying the most frequent label would have reached, and says so where nothing was gained. */
export function withBaseline(
  table: Confusion,
  name: string,
  value: number,
  { interval, majority, always, details }: {
    readonly interval: Interval | undefined;
    readonly majority: string;
    readonly always: number;
    readonly details: Readonly<Record<string, unknown>>;
  },
  oneSided = false,
): Reading {
  const base = Number.isFinite(always) ? always : 0;
  const round = (x: number) => Number(x.toPrecision(4));
  return {
    value,
    ...(interval ? { interval } : {}),
    effect: value - base,
    n: { current: table.n },
    details: {
      ...details,
      baseline: { rule: `always "${majority}"`, value: base },
      explanation: oneSided || value > base
        ? `${name} is ${round(value)}, always saying "${majority}" reaches ${
          round(base)
        }`
        : `${name} is ${
          round(value)
        }, useless: always saying "${majority}" reaches ${round(base)}`,
    },
  };
}

function shareOf(counts: ClassCounts, figure: ClassFigure): number {
  const [hits, of] = figure.of(counts);
  // a class without a base counts as 0 in an average, as in scikit-learn's zero_division=0
  return of > 0 ? (figure.shape?.(hits / of) ?? hits / of) : 0;
}

function averaged(
  table: Confusion,
  average: string,
  figure: ClassFigure,
): number {
  const counts = table.classes.map((_, i) => oneClass(table, i));
  if (average === "micro") {
    const sums = counts.map(figure.of).reduce(
      ([a, b], [c, d]) => [a + c, b + d],
      [0, 0],
    );
    return figure.shape?.(sums[0] / sums[1]) ?? sums[0] / sums[1];
  }
  const weights = average === "weighted"
    ? supports(table)
    : counts.map(() => 1);
  const total = weights.reduce((s, x) => s + x, 0);
  return counts.reduce((s, c, i) => s + weights[i]! * shareOf(c, figure), 0) /
    total;
}

/** Micro figures of single-label rows rest on the rows that are right. */
function microInterval(table: Confusion, figure: ClassFigure): Interval {
  const value = averaged(table, "micro", figure);
  return wilson(value * table.n, table.n);
}
