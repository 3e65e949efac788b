import { holm, normalTwoSided } from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import type { Cell } from "../../table/mod.ts";
import type { Sample } from "../../profile/mod.ts";
import { requireOption } from "./require_option.ts";

/** Options of `correlationChange`. */
export interface CorrelationChangeOptions {
  /** "spearman" of ranks (the default) or "pearson" of values. */
  readonly method: string;
}

/**
 * Largest change of the correlation of two columns: two that went together and no longer do, or the reverse.
 *
 * Formula: |r(current) - r(reference)| of the pair with the smallest p-value, by Fisher's z: atanh r has variance
 * 1 / (n - 3), for ranks (1 + r^2 / 2) / (n - 3). Ranks are among a column's own values, ties at their mean; a pair counts the
 * rows that have both. Shape: two profiles with samples -> one number. Unit: correlation, 0..2. Effect: the value. Interval:
 * Zou's for that pair alone. p-value: the smallest times the number of pairs (Holm's first step); Holm's for every pair in
 * details.pairs. Edge cases: a column that does not vary on a side has no correlation and is named in details.constant;
 * unknown under 20 rows a side or without a pair. Source: Fisher 1921; Bonett and Wright 2000; Zou 2007; r equals
 * scipy.stats.spearmanr and pearsonr where nothing is missing.
 */
export const correlationChange = detector({
  id: "drift/correlation_change",
  unit: "correlation",
  better: "lower",
  needs: ["features"],
  kinds: { features: ["number", "boolean", "time"] },
  needsSample: true,
  defaults: { method: "spearman" } as CorrelationChangeOptions,
  validate(options) {
    requireOption(
      "drift/correlation_change",
      options,
      "method",
      ["spearman", "pearson"].includes(options.method),
      'one of "spearman", "pearson"',
    );
  },
  compare({ reference, current }, { features }, { method }) {
    const a = reference?.sample, b = current.sample;
    if (!a || !b) return unknown("the profiles were made without a sample");
    if (a.rows < LEAST || b.rows < LEAST) {
      return unknown(
        `correlations need ${LEAST} rows a side, found ${a.rows} and ${b.rows}`,
      );
    }
    const names = [...new Set(features.map(({ name }) => name))];
    const sides = names.map((name) => ({
      name,
      a: valuesOf(a, name, method),
      b: valuesOf(b, name, method),
    }));
    const live = sides.filter(({ a, b }) => varies(a) && varies(b));
    const pairs = pairsOf(live, method);
    if (!pairs.length) {
      return unknown(
        `correlations need two columns that vary on both sides in ${LEAST} rows, found ${live.length}`,
      );
    }
    pairs.sort((x, y) => y.z - x.z);
    const first = pairs[0]!, adjusted = holm(pairs.map(({ p }) => p));
    return {
      value: Math.abs(first.current - first.reference),
      interval: zou(first, method),
      effect: Math.abs(first.current - first.reference),
      pValue: adjusted[0]!,
      n: { reference: first.n, current: first.m },
      details: {
        first: first.first,
        second: first.second,
        reference: first.reference,
        current: first.current,
        tested: pairs.length,
        constant: sides.filter((side) => !live.includes(side))
          .map(({ name }) => name),
        pairs: pairs.slice(0, 20).map((
          { first, second, reference, current },
          i,
        ) => ({ first, second, reference, current, pValue: adjusted[i]! })),
        explanation:
          `The correlation of "${first.first}" and "${first.second}" went from ${
            first.reference.toFixed(2)
          } to ${first.current.toFixed(2)}`,
      },
    };
  },
});

const LEAST = 20;

/** Farther from 0 a correlation counts as this, so that a perfect one has a finite z. */
const MOST = 1 - 1e-9;

interface Pair {
  readonly first: string;
  readonly second: string;
  readonly reference: number;
  readonly current: number;
  readonly n: number;
  readonly m: number;
  readonly z: number;
  readonly p: number;
}

function pairsOf(
  columns: readonly {
    readonly name: string;
    readonly a: Float64Array;
    readonly b: Float64Array;
  }[],
  method: string,
): Pair[] {
  return columns.flatMap((x, i) =>
    columns.slice(i + 1).flatMap((y) => {
      const was = correlation(x.a, y.a), is = correlation(x.b, y.b);
      if (!was || !is) return [];
      const change = Math.atanh(clamp(is.r)) - Math.atanh(clamp(was.r));
      const error = Math.sqrt(
        varianceOf(was.r, was.n, method) + varianceOf(is.r, is.n, method),
      );
      const z = Math.abs(change) / error;
      return [{
        first: x.name,
        second: y.name,
        reference: was.r,
        current: is.r,
        n: was.n,
        m: is.n,
        z,
        p: normalTwoSided(z),
      }];
    })
  );
}

function varianceOf(r: number, n: number, method: string): number {
  return (method === "spearman" ? 1 + r * r / 2 : 1) / (n - 3);
}

function clamp(r: number): number {
  return Math.max(-MOST, Math.min(MOST, r));
}

/** Zou's interval of |current - reference| from the two intervals of r. */
function zou(pair: Pair, method: string): readonly [number, number] {
  const around = (r: number, n: number) => {
    const reach = 1.959963984540054 * Math.sqrt(varianceOf(r, n, method));
    const z = Math.atanh(clamp(r));
    return [Math.tanh(z - reach), Math.tanh(z + reach)] as const;
  };
  const { reference: r, current: s } = pair;
  const [rLow, rHigh] = around(r, pair.n), [sLow, sHigh] = around(s, pair.m);
  const low = s - r - Math.hypot(s - sLow, rHigh - r);
  const high = s - r + Math.hypot(sHigh - s, r - rLow);
  return low > 0
    ? [low, high]
    : high < 0
    ? [-high, -low]
    : [0, Math.max(-low, high)];
}

/** A column as numbers, or their ranks; NaN where it is missing. */
function valuesOf(sample: Sample, name: string, method: string): Float64Array {
  const cells: readonly Cell[] = sample.columns.get(name) ?? [];
  const values = Float64Array.from(cells, (x) => {
    if (typeof x === "number") return Number.isFinite(x) ? x : NaN;
    return x === "true" ? 1 : x === "false" ? 0 : NaN;
  });
  return method === "spearman" ? ranksOf(values) : values;
}

function ranksOf(values: Float64Array): Float64Array {
  const order = Array.from(values, (_, i) => i)
    .filter((i) => !Number.isNaN(values[i]!))
    .sort((i, j) => values[i]! - values[j]!);
  const ranks = new Float64Array(values.length).fill(NaN);
  for (let i = 0; i < order.length;) {
    let end = i;
    while (end < order.length && values[order[end]!] === values[order[i]!]) {
      end++;
    }
    for (let k = i; k < end; k++) ranks[order[k]!] = (i + end + 1) / 2;
    i = end;
  }
  return ranks;
}

function varies(values: Float64Array): boolean {
  const first = values.find((x) => !Number.isNaN(x));
  return values.some((x) => !Number.isNaN(x) && x !== first);
}

/** Pearson's r over the rows that have both; undefined where these are few or one does not vary. */
function correlation(
  x: Float64Array,
  y: Float64Array,
): { readonly r: number; readonly n: number } | undefined {
  let n = 0, meanX = 0, meanY = 0;
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i]! + y[i]!)) continue;
    n++;
    meanX += x[i]!;
    meanY += y[i]!;
  }
  if (n < LEAST) return undefined;
  meanX /= n;
  meanY /= n;
  let xx = 0, yy = 0, xy = 0;
  for (let i = 0; i < x.length; i++) {
    const u = x[i]! - meanX, v = y[i]! - meanY;
    if (Number.isNaN(u + v)) continue;
    xx += u * u;
    yy += v * v;
    xy += u * v;
  }
  const r = xy / Math.sqrt(xx) / Math.sqrt(yy);
  return Number.isFinite(r) ? { r, n } : undefined;
}
