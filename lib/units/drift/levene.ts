import { fSf } from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import { type Numbers, quantileOf } from "../../profile/mod.ts";
import { numberPair } from "./numbers.ts";

/**
 * Brown-Forsythe statistic: whether rows stand further from their median on one side than on the other.
 *
 * Formula: one-way analysis of variance of |x - median| of each side. Shape: two profiles -> one number. Unit: statistic, F
 * with 1 and N - 2 degrees of freedom when the spread did not change. Effect: size of the natural logarithm of the ratio
 * of the mean distances. Error: on a grid only rows of the median's own cell are unsure; `error` is what moving the median
 * from one end of its cell to the other changes. Edge cases: 0 and p-value 1 for constants; unknown with one row on a
 * side. Source: Brown and Forsythe 1974; equals scipy.stats.levene(center="median").
 */
export const levene = detector({
  id: "drift/levene",
  unit: "statistic",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "time"] },
  defaults: {},
  compare(profiles, { column }) {
    const pair = numberPair(profiles, column.name);
    if (!pair) return undefined;
    const sides = [pair.reference, pair.current] as const;
    const { n, m } = pair.aligned;
    if (n < 2 || m < 2) {
      return unknown(
        `a change of spread needs two rows a side, found ${n} and ${m}`,
      );
    }
    const [a, b] = sides.map((side) => distances(side, 0.5)) as [Far, Far];
    const value = statistic(a, b, n, m);
    if (Number.isNaN(value)) {
      return unknown(`values of "${column.name}" are too large to square`);
    }
    const ends = [0, 1].map((end) =>
      statistic(distances(sides[0], end), distances(sides[1], 1 - end), n, m)
    );
    return {
      value,
      pValue: value === 0 ? 1 : fSf(value, 1, n + m - 2),
      effect: a.mean === b.mean ? 0 : Math.abs(Math.log(b.mean / a.mean)),
      error: pair.aligned.exact
        ? 0
        : Math.max(...ends.map((x) => Math.abs(x - value))),
      n: { reference: n, current: m },
      details: { reference: a.mean, current: b.mean },
    };
  },
});

interface Far {
  readonly mean: number;
  readonly inner: number;
}

/** Mean of |x - median| and the sum of its squared deviations; `end` says where in its cell the median stands. */
function distances(numbers: Numbers, end: number): Far {
  const { count, lo, hi, sum, squares, centre } = numbers;
  const found = quantileOf(numbers, 0.5);
  const cell = hi.findIndex((x) => x >= found);
  const median = end === 0.5 || lo[cell]! > found
    ? found
    : lo[cell]! + end * (hi[cell]! - lo[cell]!);
  let n = 0, total = 0;
  const each: { count: number; far: number; square: number }[] = [];
  for (let i = 0; i < count.length; i++) {
    const rows = count[i]!,
      mean = lo[i] === hi[i] ? lo[i]! : centre + sum[i]! / rows;
    const within = lo[i] === hi[i]
      ? 0
      : Math.max(0, squares[i]! / rows - (sum[i]! / rows) ** 2);
    const far = Math.abs(mean - median);
    n += rows;
    total += rows * far;
    each.push({ count: rows, far, square: within });
  }
  const mean = total / n;
  const inner = each.reduce(
    (s, { count, far, square }) => s + count * ((far - mean) ** 2 + square),
    0,
  );
  return { mean, inner };
}

function statistic(a: Far, b: Far, n: number, m: number): number {
  const off = b.mean - a.mean, within = a.inner + b.inner;
  if (off === 0) return 0;
  return (n + m - 2) * (n * m / (n + m)) * off * off / within;
}
