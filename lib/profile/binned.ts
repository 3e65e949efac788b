import { align, alignValues, quantileBins } from "./align.ts";
import type { ColumnProfile, Profile } from "./profile.ts";

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

/** The two profiles of a column; undefined when either lacks it or its kind changed. */
export function pairOf(
  profiles: {
    readonly reference: Profile | undefined;
    readonly current: Profile;
  },
  name: string,
): { readonly a: ColumnProfile; readonly b: ColumnProfile } | undefined {
  const a = profiles.reference?.columns.get(name);
  const b = profiles.current.columns.get(name);
  if (!a || !b || !a.numbers !== !b.numbers || !a.values !== !b.values) {
    return undefined;
  }
  return { a, b };
}

/** Bins of one column of both sides; undefined when a side has no values. */
export function binned(
  profiles: {
    readonly reference: Profile | undefined;
    readonly current: Profile;
  },
  name: string,
  bins: number,
): Binned | undefined {
  const pair = pairOf(profiles, name);
  if (!pair) return undefined;
  const { a, b } = pair;
  if (a.numbers && b.numbers) {
    const aligned = align(a.numbers, b.numbers);
    if (!aligned.n || !aligned.m) return undefined;
    return {
      ...quantileBins(aligned, bins, a.numbers),
      n: aligned.n,
      m: aligned.m,
    };
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
