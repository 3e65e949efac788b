import {
  align,
  type Aligned,
  type ColumnProfile,
  type Numbers,
  pairOf,
} from "../../profile/mod.ts";
import type { Profiles } from "../../check/mod.ts";

/** Both sides of a numeric column, on common cells. */
export interface NumberPair {
  readonly aligned: Aligned;
  readonly reference: Numbers;
  readonly current: Numbers;
  readonly a: ColumnProfile;
  readonly b: ColumnProfile;
}

/** A numeric column of both sides; undefined when a side has no finite value. */
export function numberPair(
  profiles: Profiles,
  name: string,
): NumberPair | undefined {
  const pair = pairOf(profiles, name);
  if (!pair?.a.numbers || !pair.b.numbers) return undefined;
  const aligned = align(pair.a.numbers, pair.b.numbers);
  if (!aligned.n || !aligned.m) return undefined;
  return {
    aligned,
    reference: pair.a.numbers,
    current: pair.b.numbers,
    a: pair.a,
    b: pair.b,
  };
}

/** How far rows may stand from their cell's mean, on average; 0 where each cell is one value. */
export function pushed({ count, lo, hi }: Numbers): number {
  let sum = 0, n = 0;
  for (let i = 0; i < count.length; i++) {
    n += count[i]!;
    sum += count[i]! * (hi[i]! - lo[i]!);
  }
  return sum / n;
}

/** The area between two distributions, with the steps it consists of. */
export interface Area {
  /** Distance between neighbouring values. */
  readonly widths: Float64Array;
  /** Pooled share of rows at or below the left one. */
  readonly cdf: Float64Array;
  /** Share of reference rows minus share of current rows at or below it. */
  readonly gaps: Float64Array;
}

/** The steps between both distributions' values. */
export function areaOf({ at, p, q, n, m }: Aligned): Area {
  const steps = Math.max(0, at.length - 1);
  const widths = new Float64Array(steps), cdf = new Float64Array(steps);
  const gaps = new Float64Array(steps);
  let f = 0, g = 0;
  for (let i = 0; i < steps; i++) {
    f += p[i]!;
    g += q[i]!;
    widths[i] = at[i + 1]! - at[i]!;
    cdf[i] = (f + g) / (n + m);
    gaps[i] = f / n - g / m;
  }
  return { widths, cdf, gaps };
}
