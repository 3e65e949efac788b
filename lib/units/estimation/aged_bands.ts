import {
  type AgedRows,
  arrivalByLabels,
  arrivalByRows,
  type ArrivalCurve,
  arrivedShare,
} from "../../math/mod.ts";
import { type AgedLists, type AgedOptions, DAY, STEPS } from "./aged_rows.ts";

/** Rows of one score band. */
export interface AgedBand {
  readonly flagged: boolean;
  /** Scores of the band: from `low` to below `high`, null where it is open. */
  readonly low: number | null;
  readonly high: number | null;
  /** Rows that the figure is about. */
  readonly asked: readonly (AgedRows & { readonly negatives: number })[];
  /** All rows by age and delay: what the curve is drawn from. */
  readonly rows: readonly AgedRows[];
  readonly curve: ArrivalCurve;
  /** What the end of the curve rests on: labels, or rows, as old as the horizon. */
  readonly old: number;
}

/** Rows by band with the curve of each. */
export interface AgedBands {
  readonly bands: readonly AgedBand[];
  /** Days of a step. */
  readonly stepDays: number;
  readonly horizonDays: number;
  /** Positive labels that arrived after the horizon, among rows the figure is about. */
  readonly late: number;
}

/** Parts the lists of `agedQuery` by band and draws each band's curve; undefined where no row has an age. */
export function bandsOf(
  lists: AgedLists,
  { bands: cuts, horizon, threshold, prediction, curve }: AgedOptions,
): AgedBands | undefined {
  const { sides, bands, ages, delays, counts, negatives } = lists;
  const rows = counts.flatMap((n, i) =>
    bands[i]! < 0 || Number.isNaN(ages[i]!) ? [] : [{
      band: bands[i]!,
      asked: sides[i] === 0 && lists.asked[i] === 1,
      age: ages[i]!,
      delay: Number.isNaN(delays[i]!) ? undefined : delays[i]!,
      n,
      negatives: negatives[i]!,
      late: lists.late[i]!,
    }]
  );
  if (!rows.length) return undefined;
  const last = horizon === null ? followed(rows) : STEPS;
  const stepDays = lists.width / DAY;
  const within = (k: number) => ({
    low: k > 0 ? cuts[k - 1]! : null,
    high: cuts[k] ?? null,
  });
  const numbers = [...new Set(rows.map(({ band }) => band))].sort((a, b) =>
    a - b
  );
  return {
    stepDays,
    horizonDays: horizon ?? last * stepDays,
    late: rows.reduce((sum, { asked, late }) => sum + (asked ? late : 0), 0),
    bands: numbers.map((number) => {
      const own = rows.filter(({ band }) => band === number);
      const flagged = number > cuts.length;
      const { low, high } = within(number % (cuts.length + 1));
      const cut = prediction === null ? threshold : null;
      return {
        flagged,
        low: flagged && cut !== null ? Math.max(low ?? cut, cut) : low,
        high: !flagged && cut !== null ? Math.min(high ?? cut, cut) : high,
        asked: own.filter(({ asked }) => asked),
        rows: own,
        curve: (curve === "rows" ? arrivalByRows : arrivalByLabels)(own, last),
        old: sum(
          own.filter(({ age, delay }) =>
            age >= last && (curve === "rows" || delay !== undefined)
          ),
        ),
      };
    }),
  };
}

/** The step that the oldest tenth of the rows has reached. */
function followed(rows: readonly AgedRows[]): number {
  const sorted = [...rows].sort((a, b) => b.age - a.age);
  let left = 0.1 * sum(sorted);
  for (const { age, n } of sorted) {
    left -= n;
    if (left <= 0) return age;
  }
  return 0;
}

function sum(rows: readonly AgedRows[]): number {
  return rows.reduce((all, { n }) => all + n, 0);
}

/** Positive labels below which a band's curve says nothing. */
const LABELS = 10;
/** Labels of rows (or rows) as old as the horizon below which it is not known what comes until then. */
const OLD = { labels: 5, rows: 10 };
/** Share of the labels that must have arrived: each one stands for at most five. */
export const LEAST_SHARE = 0.2;

/** Why a band says nothing of what is still to come, undefined where it does. */
export function silence(
  band: AgedBand,
  { horizonDays }: AgedBands,
  { curve }: AgedOptions,
): string | undefined {
  const name = nameOf(band), { labels } = band.curve;
  if (labels < LABELS) {
    return `of the ${name} ${labels} positive label${
      labels === 1 ? " has" : "s have"
    } arrived, at least ${LABELS} are needed to know how fast they come`;
  }
  const kind = curve === "rows" ? "rows" : "labels";
  return band.old < OLD[kind]
    ? `of the ${name} ${band.old} ${
      kind === "rows" ? "are" : "with a positive label are"
    } ${days(horizonDays)} old, at least ${
      OLD[kind]
    } are needed to know what comes late`
    : undefined;
}

/** The first step by which a fifth of the labels has arrived in every band. */
export function youngest(bands: readonly AgedBand[]): number {
  return Math.max(
    0,
    ...bands.map(({ curve }) => {
      let step = 0;
      while (step < curve.horizon && arrivedShare(curve, step) < LEAST_SHARE) {
        step++;
      }
      return step;
    }),
  );
}

/** A band as people say it: "flagged rows", "other rows from 0.1 to below 0.5". */
export function nameOf({ flagged, low, high }: AgedBand): string {
  const between = [
    ...(low === null ? [] : [`from ${low}`]),
    ...(high === null ? [] : [`below ${high}`]),
  ].join(" to ").replace("to below", "to");
  return `${flagged ? "flagged" : "other"} rows${
    between ? ` with scores ${between}` : ""
  }`;
}

/** Days as people say them. */
export function days(x: number): string {
  const text = Number(x.toPrecision(3));
  return `${text} day${text === 1 ? "" : "s"}`;
}
