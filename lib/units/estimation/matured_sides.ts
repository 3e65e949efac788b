import { type Unknown, unknown } from "../../check/mod.ts";
import {
  addMatured,
  arrivedShare,
  type Decided,
  type MaturedCount,
  maturedCount,
  noRows,
} from "../../math/mod.ts";
import {
  type AgedBand,
  bandsOf,
  days,
  LEAST_SHARE,
  nameOf,
  silence,
  youngest,
} from "./aged_bands.ts";
import {
  type AgedLists,
  type AgedOptions,
  leftOut,
  validateAged,
} from "./aged_rows.ts";

/** What units of corrected figures are told. */
export interface MaturedOptions extends AgedOptions {
  /** Days that rows are old at least; null is as young as can be told; defaults to null. */
  readonly age: number | null;
  /** Days that rows are younger than; defaults to null. */
  readonly until: number | null;
  /** Positive labels needed among the rows; defaults to 10. */
  readonly least: number;
}

/** Says what is wrong with the options. Errors: RangeError. */
export function validateMatured(id: string, options: MaturedOptions): void {
  validateAged(id, options);
  const { age, until } = options;
  for (const [name, value] of Object.entries({ age, until })) {
    if (value !== null && !(value >= 0 && Number.isFinite(value))) {
      throw new RangeError(
        `Cannot use "${name}" of "${id}": it is ${value}, 0 or more days are needed`,
      );
    }
  }
  if (until !== null && !(until > (age ?? 0))) {
    throw new RangeError(
      `Cannot use "until" of "${id}": it is ${until}, more than the ${
        age ?? 0
      } days of "age" are needed`,
    );
  }
}

/** Flagged rows and the rest, with the positives that are still to come. */
export interface MaturedSides {
  readonly flagged: MaturedCount;
  readonly rest: MaturedCount;
  /** Whether the curves of all bands of the rest say something. */
  readonly restKnown: boolean;
  /** Counts of the labels at hand. */
  readonly counts: Decided;
  readonly details: MaturedDetails;
}

/** What a corrected figure rests on. */
export type MaturedDetails = Readonly<Record<string, unknown>> & {
  readonly arrived: number;
  readonly expected: number;
  readonly youngestDays: number;
  readonly horizonDays: number;
};

/** The two sides of a decision, or why there is nothing to say of them. */
export function maturedSides(
  lists: AgedLists,
  options: MaturedOptions,
  needsRest: boolean,
): MaturedSides | Unknown {
  const found = bandsOf(lists, options);
  if (!found) return unknown("no row has a score and a time before now");
  const { bands, stepDays, horizonDays, late } = found;
  const reasons = new Map(
    bands.map((band) => [band, silence(band, found, options)]),
  );
  const known = bands.filter((band) => reasons.get(band) === undefined);
  const horizonStep = bands[0]!.curve.horizon;
  const from = options.age === null
    ? youngest(known)
    : Math.min(Math.floor(options.age / stepDays), horizonStep);
  for (const band of known) {
    if (arrivedShare(band.curve, from) < LEAST_SHARE) {
      reasons.set(
        band,
        `of the ${nameOf(band)} fewer than 1 in 5 labels have arrived at ${
          days(options.age!)
        }`,
      );
    }
  }
  const rows = bands.map((band) => ({
    band,
    asked: band.asked.filter(({ age }) => age >= from),
  }));
  const asked = bands.reduce((s, { asked }) => s + count(asked), 0);
  const kept = rows.reduce((s, { asked }) => s + count(asked), 0);
  const { blocked, incomplete } = leftOut(lists);
  const base = {
    rows: kept,
    youngestDays: options.age ?? from * stepDays,
    horizonDays,
    horizonDeclared: options.horizon !== null,
    tooYoung: asked ? 1 - kept / asked : 0,
    blocked: share(blocked, blocked + incomplete + asked),
    incomplete,
    late,
  };
  const silent = rows.find(({ band, asked }) =>
    asked.length > 0 && reasons.get(band) !== undefined &&
    (band.flagged || needsRest)
  );
  if (silent) return unknown(reasons.get(silent.band)!, base);
  if (kept === 0) {
    return unknown(
      asked
        ? `all ${asked} rows are younger than ${
          days(base.youngestDays)
        }, by which a fifth of the labels has arrived in each band`
        : "no row has the age asked for",
      base,
    );
  }
  const restKnown = rows.every(({ band, asked }) =>
    !asked.length || reasons.get(band) === undefined
  );
  const told = rows.map(({ band, asked }) => ({
    band,
    asked,
    sum: reasons.get(band) === undefined
      ? maturedCount(asked, band.curve)
      : { ...noRows, rows: count(asked) },
  }));
  const side = (flagged: boolean) =>
    told.filter(({ band }) => band.flagged === flagged)
      .reduce((all, { sum }) => addMatured(all, sum), noRows);
  const flagged = side(true), rest = side(false);
  const arrived = flagged.arrived + (needsRest ? rest.arrived : 0);
  const expected = flagged.expected + (needsRest ? rest.expected : 0);
  const counts = countsOf(rows);
  const details = {
    arrived,
    expected,
    restsOn: share(arrived, expected),
    labelled: share(counts.tp + counts.fp + counts.fn + counts.tn, kept),
    ...base,
    bands: told.map(({ band, sum }) => bandDetails(band, sum, stepDays)),
  };
  return arrived < options.least
    ? unknown(
      `${arrived} positive label${
        arrived === 1 ? " has" : "s have"
      } arrived among these rows, at least ${options.least} are needed`,
      details,
    )
    : { flagged, rest, restKnown, counts, details };
}

function bandDetails(
  { flagged, low, high, curve, rows }: AgedBand,
  { rows: asked, arrived, expected }: MaturedCount,
  stepDays: number,
) {
  let half = 0;
  while (half < curve.horizon && arrivedShare(curve, half) < 0.5) half++;
  return {
    flagged,
    low,
    high,
    rows: asked,
    arrived,
    expected,
    curveRows: count(rows),
    curveLabels: curve.labels,
    medianDays: curve.labels > 0 ? half * stepDays : null,
  };
}

function countsOf(
  rows: readonly {
    readonly band: AgedBand;
    readonly asked: AgedBand["asked"];
  }[],
): Decided {
  const of = (flagged: boolean) => {
    const own = rows.filter(({ band }) => band.flagged === flagged)
      .flatMap(({ asked }) => asked);
    return {
      positives: count(own.filter(({ delay }) => delay !== undefined)),
      negatives: own.reduce((s, { negatives }) => s + negatives, 0),
    };
  };
  const yes = of(true), no = of(false);
  return {
    tp: yes.positives,
    fp: yes.negatives,
    fn: no.positives,
    tn: no.negatives,
  };
}

function count(rows: readonly { readonly n: number }[]): number {
  return rows.reduce((sum, { n }) => sum + n, 0);
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
