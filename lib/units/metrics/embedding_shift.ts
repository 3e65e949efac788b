import { measure, numberList, textList, unknown } from "../../check/mod.ts";
import {
  cosineDistance,
  meanVector,
  norm,
  normalInterval,
  random,
} from "../../math/mod.ts";
import { parseVectors, vectorSample, vectorText } from "../../profile/mod.ts";
import { rawSql, sql } from "../../table/mod.ts";

/**
 * How far the centre of the vectors moved, in spreads: 0 for the same centre, 1 when it moved as far as vectors usually lie from it.
 *
 * Formula: |mean of current - mean of reference| / root mean squared distance of the reference's vectors from their mean. p-value: of
 * so large a move if both sides were one, from 500 seeded permutations. Interval: 200 seeded bootstraps of both sides, moved to hold
 * the figure. Shape: `columns`, one list column or a number per dimension, in both tables -> one number; `details`: cosine distance of
 * the means, mean norm of either side, and `normShift`, their difference in standard deviations, with its interval. Unit: spreads, 0
 * and up. Edge cases: rows without a whole vector are left out; at most 2,000 rows a side, drawn by hash; unknown below 20 vectors a
 * side or when their lengths differ. Source: Good 2005 for permutation tests.
 */
export const embeddingShift = measure({
  id: "metrics/embedding_shift",
  unit: "statistic",
  better: "lower",
  needs: ["columns"],
  needsReference: true,
  defaults: {},
  from({ current, reference }, { columns }) {
    const side = (number: number, relation: typeof current) =>
      sql`select ${number} side, v from ${
        vectorSample(
          sql`(select ${vectorText(columns)} v from ${relation})`,
          "v",
          ROWS,
        )
      }`;
    return sql`(${side(0, reference!)} union all ${side(1, current)})`;
  },
  query: () => ({
    sides: numberList(sql`side`, rawSql("side, v")),
    vectors: textList(sql`v`, rawSql("side, v")),
  }),
  read({ sides, vectors }) {
    const all = parseVectors(vectors);
    const n = sides.filter((side) => side === 0).length, m = sides.length - n;
    if (all.length !== sides.length) {
      return unknown("vectors differ in length");
    }
    if (n < 20 || m < 20) {
      return unknown(
        `at least 20 vectors a side are needed, found ${n} and ${m}`,
      );
    }
    const before = all.slice(0, n), after = all.slice(n);
    const a = meanVector(before), b = meanVector(after);
    const distance = (x: readonly number[], y: readonly number[]) =>
      Math.sqrt(x.reduce((s, v, d) => s + (v - y[d]!) ** 2, 0));
    const spread = Math.sqrt(
      before.reduce((s, x) => s + distance(x, a) ** 2, 0) / n,
    );
    if (!(spread > 0)) return unknown("all reference vectors are equal");
    const value = distance(a, b) / spread;
    const stream = random("embedding shift");
    let larger = 0;
    for (let i = 0; i < 500; i++) {
      const mixed = stream.shuffle(all);
      const moved = distance(
        meanVector(mixed.slice(0, n)),
        meanVector(mixed.slice(n)),
      );
      if (moved >= value * spread) larger++;
    }
    const again = (list: readonly (readonly number[])[]) =>
      meanVector(list.map(() => list[stream.integer(list.length)]!));
    const drawn = Array.from(
      { length: 200 },
      () => distance(again(before), again(after)) / spread,
    ).sort((x, y) => x - y);
    // resampling adds noise of its own to a length, so the interval is reversed around the figure
    return {
      value,
      interval: [
        Math.max(0, Math.min(value, 2 * value - drawn[194]!)),
        Math.max(value, 2 * value - drawn[5]!),
      ],
      pValue: (1 + larger) / 501,
      effect: value,
      n: { reference: n, current: m },
      details: {
        cosineDistance: cosineDistance(a, b),
        ...norms(before, after),
      },
    };
  },
});

const ROWS = 2_000;

function norms(
  before: readonly (readonly number[])[],
  after: readonly (readonly number[])[],
) {
  const moments = (list: readonly (readonly number[])[]) => {
    const lengths = list.map(norm);
    const mean = lengths.reduce((s, x) => s + x, 0) / lengths.length;
    const squares = lengths.reduce((s, x) => s + (x - mean) ** 2, 0);
    return { mean, variance: squares / (lengths.length - 1) };
  };
  const a = moments(before), b = moments(after), sd = Math.sqrt(a.variance);
  const se = Math.sqrt(a.variance / before.length + b.variance / after.length);
  const scaled = (x: number) => sd > 0 ? x / sd : null;
  return {
    referenceNorm: a.mean,
    currentNorm: b.mean,
    normShift: scaled(b.mean - a.mean),
    normShiftInterval: normalInterval(b.mean - a.mean, se).map(scaled),
  };
}
