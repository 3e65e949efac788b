import { normalInterval } from "./interval.ts";
import { varianceOf } from "./mean.ts";

/** Sums of one group on one side: its rows, and the sum and sum of squares of what is averaged. */
export interface GroupSums {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

/** A part of a change with its 95 % interval. */
export interface ChangePart {
  readonly value: number;
  readonly interval: readonly [number, number];
}

/** The change of a mean, told apart into what the shares of groups did and what the groups' own means did. */
export interface MixAndRate {
  readonly change: ChangePart;
  /** What the change of the groups' shares of the rows explains. */
  readonly mix: ChangePart;
  /** What the change of the groups' own means explains. */
  readonly rate: ChangePart;
  /** The same by group, in the order given; all mixes and rates together are the change. */
  readonly groups: readonly { readonly mix: number; readonly rate: number }[];
}

/**
 * The change of a mean between two sides as a sum over groups: mix (share change x mean rate) plus rate (rate change x mean share).
 *
 * Formula: R2 - R1 = sum (w2 - w1)(r1 + r2)/2 + sum (r2 - r1)(w1 + w2)/2, w a group's share of the rows, r its mean; by group
 * (r1 + r2)/2 is taken less (R1 + R2)/2, which adds nothing to the sum and says which groups pull away from the mean. Exact: the parts
 * add up to the change, and swapping the sides flips every sign. Shape: two lists of sums by group, one order -> parts with
 * intervals by the delta method (multinomial shares, independent means). Edge cases: a group that one side lacks has the other
 * side's mean there, so that all it does is mix; undefined when a side has no rows. Errors: RangeError for lists of two
 * lengths. Source: Kitagawa 1955, JASA 50; Oaxaca 1973.
 */
export function mixAndRate(
  reference: readonly GroupSums[],
  current: readonly GroupSums[],
): MixAndRate | undefined {
  if (reference.length !== current.length) {
    throw new RangeError(
      `Cannot decompose a change: reference has ${reference.length} groups, current has ${current.length}`,
    );
  }
  const a = side(reference), b = side(current);
  if (!a.n || !b.n) return undefined;
  const middle = (a.mean + b.mean) / 2;
  const mix = spread(), rate = spread();
  let within = 0;
  const groups = reference.map((one, g) => {
    const two = current[g]!;
    const w1 = one.n / a.n, w2 = two.n / b.n;
    const both = one.n > 0 && two.n > 0;
    const r1 = one.n ? one.sum / one.n : two.n ? two.sum / two.n : 0;
    const r2 = two.n ? two.sum / two.n : r1;
    const v1 = one.n ? a.variance(one) / one.n : 0;
    const v2 = two.n ? b.variance(two) / two.n : 0;
    within += w1 * w1 * v1 + w2 * w2 * v2;
    mix.add(w1, w2, (r1 + r2) / 2, both ? (w2 - w1) / 2 : w2 - w1, v1 + v2);
    rate.add(w1, w2, (r2 - r1) / 2, both ? (w1 + w2) / 2 : 0, v1 + v2);
    return {
      mix: (w2 - w1) * ((r1 + r2) / 2 - middle),
      rate: (r2 - r1) * (w1 + w2) / 2,
    };
  });
  const between = (s: Side) => s.between / s.n;
  const part = (value: number, variance: number): ChangePart => ({
    value,
    interval: normalInterval(value, Math.sqrt(Math.max(0, variance))),
  });
  const rates = groups.reduce((sum, { rate }) => sum + rate, 0);
  const change = b.mean - a.mean;
  return {
    change: part(change, between(a) + between(b) + within),
    mix: part(change - rates, mix.variance(a.n, b.n)),
    rate: part(rates, rate.variance(a.n, b.n)),
    groups,
  };
}

interface Side {
  readonly n: number;
  readonly mean: number;
  /** Variance of a row's group mean. */
  readonly between: number;
  /** A group's own variance; that of all groups together below two rows. */
  variance(group: GroupSums): number;
}

function side(groups: readonly GroupSums[]): Side {
  let n = 0, sum = 0, about = 0, free = 0, means = 0;
  for (const group of groups) {
    n += group.n;
    sum += group.sum;
    if (group.n) means += group.sum * group.sum / group.n;
    if (group.n > 1) {
      about += varianceOf(group.n, group.sum, group.squares) * (group.n - 1);
      free += group.n - 1;
    }
  }
  return {
    n,
    mean: sum / n,
    between: Math.max(0, means / n - (sum / n) ** 2),
    variance: (group) =>
      group.n > 1
        ? varianceOf(group.n, group.sum, group.squares)
        : free
        ? about / free
        : 0,
  };
}

/** Variance of sum w x + sum c r: shares w are multinomial with gradient x on both sides, means r have gradient c. */
function spread() {
  let first = 0, firstSquares = 0, second = 0, secondSquares = 0, means = 0;
  return {
    add(w1: number, w2: number, x: number, c: number, v: number) {
      first += w1 * x;
      firstSquares += w1 * x * x;
      second += w2 * x;
      secondSquares += w2 * x * x;
      means += c * c * v;
    },
    variance: (n: number, m: number) =>
      (firstSquares - first * first) / n +
      (secondSquares - second * second) / m + means,
  };
}
