import { detector, unknown } from "../../check/mod.ts";
import type { Sample } from "../../profile/mod.ts";
import { type Fit, leastSquares } from "./least_squares.ts";

interface SumOptions {
  /** A fit from this R squared on is a leak; defaults to 0.999. */
  readonly limit: number;
}

/**
 * How much of the label one column, or two together, give by addition and scale: 1 when they are the label.
 *
 * Formula: the largest R squared of a least-squares line on one feature, or plane on two, over the rows of the sample
 * that have all values. Details: `columns`, the names of every column in a fit of `limit` or more (of the best fit when
 * none is), and `fits` with coefficients. Two columns are named only where neither alone reaches the limit. Shape: a
 * sample of 5,000 rows -> one number. Unit: ratio, 0..1. Edge cases: the label must be a number; features that are no
 * numbers or booleans, or constant, are passed over; unknown under 20 rows. Above 200 features fewer rows choose the
 * candidates, and all rows decide. Source: Gauss 1809; Kaufman et al. 2012.
 */
export const labelSum = detector({
  id: "leakage/label_sum",
  unit: "ratio",
  better: "lower",
  needs: ["label", "features"],
  kinds: { label: ["number", "boolean"] },
  needsReference: false,
  needsSample: true,
  defaults: { limit: 0.999 } as SumOptions,
  validate({ limit }) {
    if (!(limit > 0 && limit <= 1)) {
      throw new RangeError(
        `Cannot use "limit" of "leakage/label_sum": it is ${limit}, a share above 0 and at most 1 is needed`,
      );
    }
  },
  compare({ current }, { label, features }, { limit }) {
    const { sample } = current;
    if (!sample) return unknown("the profile holds no sample of rows");
    const y = numbersOf(sample, label.name);
    const known = y.filter(Number.isFinite).length;
    if (known < 20) {
      return unknown(`only ${known} rows have a label, at least 20 are needed`);
    }
    const names = features.map(({ name }) => name).filter((name) =>
      name !== label.name
    );
    const columns = names.flatMap((name) => {
      const x = numbersOf(sample, name);
      return spread(x) ? [{ name, x }] : [];
    });
    if (!columns.length) return unknown("no feature is a number that varies");
    const singles = columns.map((column) => fitOf(y, [column]));
    const sure = singles.filter(({ rSquared }) => rSquared >= limit);
    const rest = columns.filter((_, i) => singles[i]!.rSquared < limit);
    const pairs = candidates(y, rest).map((pair) => fitOf(y, pair));
    const fits = [...sure, ...pairs.filter((fit) => fit.rSquared >= limit)];
    const best = [...singles, ...pairs].reduce((a, b) =>
      b.rSquared > a.rSquared ? b : a
    );
    const named = fits.length ? fits : [best];
    return {
      value: best.rSquared,
      n: { current: best.n },
      details: {
        columns: [...new Set(named.flatMap((fit) => fit.columns))],
        fits: named.slice(0, 10),
        explanation: `${sentence(best, label.name)}: R squared ${
          best.rSquared.toFixed(best.rSquared > 0.99 ? 5 : 2)
        }`,
      },
    };
  },
});

interface Named {
  readonly name: string;
  readonly x: Float64Array;
}

interface NamedFit extends Fit {
  readonly columns: readonly string[];
}

function fitOf(y: Float64Array, columns: readonly Named[]): NamedFit {
  return {
    columns: columns.map(({ name }) => name),
    ...leastSquares(y, columns.map(({ x }) => x)),
  };
}

function numbersOf(sample: Sample, name: string): Float64Array {
  return Float64Array.from(
    sample.columns.get(name) ?? [],
    (x) => x === null ? NaN : x === "true" ? 1 : x === "false" ? 0 : Number(x),
  );
}

function spread(x: Float64Array): boolean {
  const first = x.find(Number.isFinite);
  return first !== undefined &&
    x.some((v) => Number.isFinite(v) && v !== first);
}

/** Pairs looked at closely. */
const CLOSELY = 20;
/** Multiplications that the correlation matrix may take. */
const WORK = 1e8;

// The pairs with the largest R squared from correlations, missing values at the mean: a screen, not a figure.
function candidates(
  y: Float64Array,
  columns: readonly Named[],
): (readonly [Named, Named])[] {
  const rows = Array.from(y.keys()).filter((i) => Number.isFinite(y[i]!));
  const used = rows.slice(
    0,
    Math.max(200, Math.floor(2 * WORK / Math.max(1, columns.length ** 2))),
  );
  const scaled = columns.map(({ x }) => standard(x, used));
  const target = standard(y, used), n = used.length;
  const dot = (a: Float64Array, b: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += a[i]! * b[i]!;
    return sum / n;
  };
  const r = scaled.map((x) => dot(x, target));
  const found: {
    readonly pair: readonly [Named, Named];
    readonly rr: number;
  }[] = [];
  for (let i = 0; i < columns.length; i++) {
    for (let j = i + 1; j < columns.length; j++) {
      const c = dot(scaled[i]!, scaled[j]!), left = 1 - c * c;
      if (left < 1e-12) continue;
      const rr = (r[i]! ** 2 + r[j]! ** 2 - 2 * r[i]! * r[j]! * c) / left;
      if (rr > (found.at(-1)?.rr ?? -1) || found.length < CLOSELY) {
        found.push({ pair: [columns[i]!, columns[j]!], rr });
        found.sort((a, b) => b.rr - a.rr);
        found.length = Math.min(found.length, CLOSELY);
      }
    }
  }
  return found.map(({ pair }) => pair);
}

function standard(x: Float64Array, rows: readonly number[]): Float64Array {
  let n = 0, sum = 0, squares = 0;
  for (const i of rows) {
    if (!Number.isFinite(x[i]!)) continue;
    n++;
    sum += x[i]!;
  }
  const mean = n ? sum / n : 0;
  const out = Float64Array.from(
    rows,
    (i) => Number.isFinite(x[i]!) ? x[i]! - mean : 0,
  );
  for (const v of out) squares += v * v;
  const scale = Math.sqrt(squares / rows.length) || 1;
  return out.map((v) => v / scale);
}

function sentence({ columns, coefficients }: NamedFit, label: string): string {
  const terms = columns.map((name, i) =>
    `${Number(coefficients[i]!.toPrecision(4))} x ${name}`
  );
  return `${label} against ${terms.join(" + ")}`;
}
