import { twoShares } from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import {
  type Numbers,
  quantileOf,
  sayValue,
  spreadOf,
} from "../../profile/mod.ts";
import { numberPair } from "./numbers.ts";

/**
 * The largest move among some quantiles: current minus reference, of the one that moved furthest.
 *
 * Formula: linear interpolation between order statistics on both sides. Shape: two profiles -> one number. Unit: the
 * column's. Effect: size of the move in reference standard deviations. p-value: of the share of rows at or below each
 * reference quantile, then and now, the smallest times the number of quantiles. Error: on a grid, the width of the cells
 * that hold the quantile. Edge cases: undefined when a side has no finite value. Source: Hyndman and Fan 1996, type 7;
 * equals numpy.quantile.
 */
export const quantileShift = detector({
  id: "drift/quantile_shift",
  unit: "column unit",
  better: "none",
  needs: ["column"],
  kinds: { column: ["number", "time"] },
  /** `quantiles` to compare, defaults to 5, 25, 50, 75 and 95 %. */
  defaults: { quantiles: [0.05, 0.25, 0.5, 0.75, 0.95] },
  validate({ quantiles }) {
    const wrong = quantiles.find((x) => !(x >= 0 && x <= 1));
    if (wrong !== undefined || quantiles.length === 0) {
      throw new RangeError(
        `Cannot use "quantiles" of "drift/quantile_shift": found ${
          quantiles.length ? wrong : "none"
        }, shares between 0 and 1 are needed`,
      );
    }
  },
  compare(profiles, { column }, { quantiles }) {
    const pair = numberPair(profiles, column.name);
    if (!pair) return undefined;
    const { n, m } = pair.aligned;
    const reference = quantiles.map((x) => quantileOf(pair.reference, x));
    const current = quantiles.map((x) => quantileOf(pair.current, x));
    const moves = current.map((x, i) => x - reference[i]!);
    const most = moves.reduce(
      (far, x, i) => Math.abs(x) > Math.abs(moves[far]!) ? i : far,
      0,
    );
    if (!moves.every(Number.isFinite)) {
      return unknown(
        `values of "${column.name}" are too far apart to subtract`,
      );
    }
    const value = moves[most]!, { deviation } = spreadOf(pair.reference);
    const smallest = Math.min(
      ...reference.map((x) =>
        twoShares(below(pair.reference, x), n, below(pair.current, x), m).pValue
      ),
    );
    return {
      value,
      effect: value === 0 ? 0 : Math.abs(value) / deviation,
      pValue: Math.min(1, quantiles.length * smallest),
      error: Math.max(
        ...quantiles.map((_, i) =>
          widthAt(pair.reference, reference[i]!) +
          widthAt(pair.current, current[i]!)
        ),
      ),
      n: { reference: n, current: m },
      details: {
        quantiles,
        reference,
        current,
        explanation: `The ${
          Number((quantiles[most]! * 100).toPrecision(4))
        } % quantile of "${column.name}" went from ${
          sayValue(column, reference[most]!)
        } to ${sayValue(column, current[most]!)}`,
      },
    };
  },
});

/** Rows at or below x; a cell that holds x counts by the place of x in it. */
function below({ count, lo, hi }: Numbers, x: number): number {
  let rows = 0;
  for (let i = 0; i < count.length && lo[i]! <= x; i++) {
    rows += hi[i]! <= x
      ? count[i]!
      : Math.round(count[i]! * (x - lo[i]!) / (hi[i]! - lo[i]!));
  }
  return rows;
}

function widthAt({ lo, hi }: Numbers, x: number): number {
  const cell = hi.findIndex((high) => high >= x);
  return lo[cell]! <= x ? hi[cell]! - lo[cell]! : 0;
}
