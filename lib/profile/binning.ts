import { align, type Aligned, alignValues, quantileOf } from "./align.ts";
import { pairOf } from "./pair_of.ts";
import type { Numbers, Profile } from "./profile.ts";

/** Reference and current counts in the same bins: of numbers by the reference's quantiles, of categories one by one. */
export interface Binned {
  readonly p: Float64Array;
  readonly q: Float64Array;
  readonly n: number;
  readonly m: number;
  /** Inner edges of numeric bins. */
  readonly edges?: readonly number[];
  /** Names of category bins; the last is "(rest)" where values are not all named. */
  readonly labels?: readonly string[];
}

/**
 * How numbers are put into bins.
 *
 * "quantile": about equal reference counts, a value that fills a bin alone gets a bin of its own, and one bin a value
 * where the reference has at most `bins` of them. The others repeat a peer: "numpy" (np.quantile's edges as they are),
 * "width" (`bins` equal widths over the reference's range, outer bins open), "sturges" (Evidently: np.histogram over both
 * sides, one bin a value up to 20 values), "sturges_distinct" (Evidently's hellinger: the same over distinct values),
 * "doane" (NannyML: np.histogram over the reference, rows outside its range in one bin).
 */
export type Binning =
  | "quantile"
  | "numpy"
  | "width"
  | "sturges"
  | "sturges_distinct"
  | "doane";

/** All ways of binning, for options that name one. */
export const BINNINGS: readonly Binning[] = [
  "quantile",
  "numpy",
  "width",
  "sturges",
  "sturges_distinct",
  "doane",
];

/** Options of a unit that bins numbers. */
export interface BinOptions {
  /** At most that many bins, defaults to 10; rules with a name of their own count themselves. */
  readonly bins: number;
  /** How numbers are binned, defaults to "quantile". */
  readonly binning: string;
}

/** Bins of one column of both sides by the named rule; categories one by one. Undefined when a side has no values. */
export function bin(
  profiles: {
    readonly reference: Profile | undefined;
    readonly current: Profile;
  },
  name: string,
  { bins, binning }: BinOptions,
): Binned | undefined {
  const pair = pairOf(profiles, name);
  if (!pair) return undefined;
  const { a, b } = pair;
  if (a.numbers && b.numbers) {
    const aligned = align(a.numbers, b.numbers);
    if (!aligned.n || !aligned.m) return undefined;
    return binNumbers(aligned, a.numbers, bins, binning as Binning);
  }
  const n = a.rows - a.nulls, m = b.rows - b.nulls;
  if (!a.values || !b.values || !n || !m) return undefined;
  const found = alignValues(a.values, b.values, n, m);
  const rest = found.restP + found.restQ > 0;
  return {
    p: rest ? Float64Array.of(...found.p, found.restP) : found.p,
    q: rest ? Float64Array.of(...found.q, found.restQ) : found.q,
    n,
    m,
    labels: rest ? [...found.values, "(rest)"] : found.values,
  };
}

function binNumbers(
  aligned: Aligned,
  reference: Numbers,
  bins: number,
  binning: Binning,
): Binned {
  const { n, m, lo, hi } = aligned;
  const low = reference.lo[0]!, high = reference.hi.at(-1)!;
  const last = lo.length - 1, distinct = reference.count.length;
  switch (binning) {
    case "quantile": {
      const points = reference.lo.every((x, i) => x === reference.hi[i]);
      return points && distinct <= bins
        ? perValue(aligned)
        : halfOpen(aligned, atomEdges(aligned, reference, bins));
    }
    case "numpy":
      return halfOpen(aligned, [...new Set(innerQuantiles(reference, bins))]);
    case "width":
      return halfOpen(aligned, linspace(low, high, bins).slice(1, -1));
    case "sturges":
      return aligned.exact && distinct <= 20
        ? perValue(aligned, true)
        : closed(aligned, lo[0]!, hi[last]!, sturges(n + m));
    case "sturges_distinct":
      return closed(aligned, lo[0]!, hi[last]!, sturges(lo.length));
    case "doane":
      return closed(aligned, low, high, doane(reference, n));
  }
}

function innerQuantiles(reference: Numbers, bins: number): number[] {
  return Array.from(
    { length: bins - 1 },
    (_, i) => quantileOf(reference, (i + 1) / bins),
  );
}

/** Quantile edges; a value on which two quantiles fall starts a bin that ends before the next value. */
function atomEdges(
  aligned: Aligned,
  reference: Numbers,
  bins: number,
): number[] {
  const inner = innerQuantiles(reference, bins), edges = new Set<number>();
  inner.forEach((x, i) => {
    if (x !== inner[i - 1] && x !== inner[i + 1]) return edges.add(x);
    const cell = aligned.hi.findIndex((high) => high >= x);
    edges.add(aligned.lo[cell]!);
    if (cell + 1 < aligned.lo.length) edges.add(aligned.lo[cell + 1]!);
  });
  return [...edges].sort((x, y) => x - y);
}

/** One bin a reference value; runs of values that only current has lie between them, or stand alone with `all`. */
function perValue(aligned: Aligned, all = false): Binned {
  const p: number[] = [], q: number[] = [], edges: number[] = [];
  let open = false;
  aligned.at.forEach((_, i) => {
    const known = all || aligned.p[i]! > 0;
    if (!known && open) q[q.length - 1]! += aligned.q[i]!;
    else {
      if (p.length) edges.push(aligned.lo[i]!);
      p.push(aligned.p[i]!);
      q.push(aligned.q[i]!);
    }
    open = !known;
  });
  return {
    p: Float64Array.from(p),
    q: Float64Array.from(q),
    n: aligned.n,
    m: aligned.m,
    edges,
  };
}

/** Bins [edge, next edge) with open ends; a cell counts where its mean lies. */
function halfOpen(aligned: Aligned, edges: readonly number[]): Binned {
  const p = new Float64Array(edges.length + 1);
  const q = new Float64Array(edges.length + 1);
  let bin = 0;
  aligned.at.forEach((x, i) => {
    while (bin < edges.length && x >= edges[bin]!) bin++;
    p[bin]! += aligned.p[i]!;
    q[bin]! += aligned.q[i]!;
  });
  return { p, q, n: aligned.n, m: aligned.m, edges };
}

/** np.histogram's equal bins, the last one closed; rows outside stand in one bin more. */
function closed(
  aligned: Aligned,
  low: number,
  high: number,
  bins: number,
): Binned {
  const edges = low === high
    ? linspace(low - 0.5, high + 0.5, 1)
    : linspace(low, high, bins);
  const count = edges.length - 1;
  const p = new Float64Array(count + 1), q = new Float64Array(count + 1);
  let next = 0;
  aligned.at.forEach((x, i) => {
    while (next < edges.length && x >= edges[next]!) next++;
    const inside = x === edges[count]! ? count - 1 : next - 1;
    const at = inside < 0 || inside >= count ? count : inside;
    p[at]! += aligned.p[i]!;
    q[at]! += aligned.q[i]!;
  });
  const outside = p[count]! + q[count]! > 0;
  return {
    p: outside ? p : p.subarray(0, count),
    q: outside ? q : q.subarray(0, count),
    n: aligned.n,
    m: aligned.m,
    edges: edges.slice(1, -1),
  };
}

function linspace(low: number, high: number, bins: number): number[] {
  const step = (high - low) / bins;
  return Array.from(
    { length: bins + 1 },
    (_, i) => i === bins ? high : i * step + low,
  );
}

function sturges(n: number): number {
  return Math.ceil(Math.log2(n) + 1);
}

/** Doane's rule: Sturges' with the skewness of the reference. */
function doane(numbers: Numbers, n: number): number {
  if (n <= 2) return 1;
  const at = numbers.count.map((c, i) => numbers.centre + numbers.sum[i]! / c);
  const mean = weigh(numbers, n, (i) => at[i]!);
  const variance = weigh(numbers, n, (i) => (at[i]! - mean) ** 2);
  if (!(variance > 0)) return 1;
  const skew = weigh(numbers, n, (i) => (at[i]! - mean) ** 3) / variance ** 1.5;
  const se = Math.sqrt(6 * (n - 2) / ((n + 1) * (n + 3)));
  return Math.ceil(
    1 + Math.log2(n) + Math.log2(1 + Math.abs(skew) / se),
  );
}

function weigh(numbers: Numbers, n: number, of: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < numbers.count.length; i++) {
    sum += numbers.count[i]! * of(i);
  }
  return sum / n;
}
