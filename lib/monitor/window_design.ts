import type { Shares } from "./axis.ts";
import type { Calendar } from "./season.ts";

/** The weights by which reference windows foretell the current ones. */
export interface Design {
  /** One over the variance of each reference window's arcsine. */
  readonly weight: Float64Array;
  readonly group: Int32Array;
  readonly groups: number;
  /** How much of its own fit each reference window makes up. */
  readonly leverage: Float64Array;
  /** What is left for the variance. */
  readonly df: number;
  /** The waves of the year, and what gives the slope of each. */
  readonly coefficients: readonly Wave[];
  /** What each reference window adds to what is foretold. */
  readonly behind: Float64Array;
}

/**
 * The weighted least-squares design of the reference windows that have rows: a mean per place and waves of the year.
 *
 * Shape: rows of each window, the calendar's places of both sides, the variation rho that weights assume -> design; undefined
 * when nothing is left for the variance. Linear, so that one design serves every share of an axis.
 */
export function designOf(
  reference: readonly Shares[],
  current: readonly Shares[],
  { group: place, waves }: Pick<Calendar, "group" | "waves">,
  rho: number,
): Design | undefined {
  const many = reference.length;
  const weight = Float64Array.from(
    reference,
    ({ n }) => 4 * n / (1 + (n - 1) * rho),
  );
  const { group, ofCurrent, groups } = groupsOf(place, many, current.length);
  if (many - groups < 1 || !current.length) return undefined;
  const total = new Float64Array(groups), share = new Float64Array(groups);
  let rows = 0;
  for (let r = 0; r < many; r++) total[group[r]!]! += weight[r]!;
  current.forEach(({ n }, j) => {
    share[ofCurrent[j]!]! += n;
    rows += n;
  });
  if (!(rows > 0)) return undefined;
  const behind = new Float64Array(many), leverage = new Float64Array(many);
  for (let r = 0; r < many; r++) {
    leverage[r] = weight[r]! / total[group[r]!]!;
    behind[r] = share[group[r]!]! / rows * leverage[r]!;
  }
  const coefficients = wavesOf(weight, waves, (wave) => {
    const mean = new Float64Array(groups);
    for (let r = 0; r < many; r++) {
      mean[group[r]!]! += weight[r]! * wave[r]! / total[group[r]!]!;
    }
    let ahead = 0;
    current.forEach(({ n }, j) =>
      ahead += n / rows * (wave[many + j]! - mean[ofCurrent[j]!]!)
    );
    return { left: weight.map((_, r) => wave[r]! - mean[group[r]!]!), ahead };
  });
  for (const { wave, row, ahead } of coefficients) {
    for (let r = 0; r < many; r++) {
      leverage[r]! += wave[r]! * row[r]!;
      behind[r]! += ahead * row[r]!;
    }
  }
  const df = many - groups - coefficients.length;
  return df < 1
    ? undefined
    : { weight, group, groups, leverage, df, coefficients, behind };
}

interface Wave {
  readonly wave: Float64Array;
  readonly row: Float64Array;
  /** The wave in the current windows. */
  readonly ahead: number;
}

/** Waves without their group means and made orthogonal one after the other; one that says nothing new is left out. */
function wavesOf(
  weight: Float64Array,
  waves: readonly Float64Array[],
  centre: (wave: Float64Array) => { left: Float64Array; ahead: number },
): readonly Wave[] {
  const kept: Wave[] = [];
  for (const each of waves) {
    const { left, ahead: first } = centre(each);
    const whole = weighed(weight, left, left);
    let ahead = first;
    for (const { wave, row, ahead: other } of kept) {
      const part = dot(row, left);
      for (let r = 0; r < left.length; r++) left[r]! -= part * wave[r]!;
      ahead -= part * other;
    }
    const norm = weighed(weight, left, left);
    if (!(norm > 1e-6 * whole)) continue;
    const row = left.map((x, r) => weight[r]! * x / norm);
    kept.push({ wave: left, row, ahead });
  }
  return kept;
}

function weighed(w: Float64Array, a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += w[i]! * a[i]! * b[i]!;
  return sum;
}

/** Places as numbers from 0 on; one group for all where a current window has no like in the reference, or too little would be left. */
function groupsOf(place: Int32Array, many: number, ahead: number) {
  const known = new Map<number, number>();
  const group = new Int32Array(many), ofCurrent = new Int32Array(ahead);
  for (let r = 0; r < many; r++) {
    const at = known.get(place[r]!) ?? known.size;
    known.set(place[r]!, at);
    group[r] = at;
  }
  const lost = Array.from({ length: ahead }, (_, j) => place[many + j]!)
    .some((at) => !known.has(at));
  if (lost || many - known.size < Math.min(3, many - 1)) {
    return { group: new Int32Array(many), ofCurrent, groups: 1 };
  }
  for (let j = 0; j < ahead; j++) ofCurrent[j] = known.get(place[many + j]!)!;
  return { group, ofCurrent, groups: known.size };
}

/** The sum of products. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
