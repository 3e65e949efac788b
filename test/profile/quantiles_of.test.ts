import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import {
  type Numbers,
  quantileOf,
  quantilesOf,
} from "../../lib/profile/mod.ts";

const cells = (
  list: readonly (readonly [number, number, number])[],
): Numbers => ({
  grid: null,
  index: new Int32Array(),
  lo: Float64Array.from(list, ([lo]) => lo),
  hi: Float64Array.from(list, ([, hi]) => hi),
  count: Float64Array.from(list, ([, , count]) => count),
  sum: new Float64Array(list.length),
  squares: new Float64Array(list.length),
  centre: 0,
});

test("quantilesOf() are quantileOf() one by one", () => {
  const next = random(3);
  const shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];
  for (let round = 0; round < 30; round++) {
    let at = 0;
    const numbers = cells(Array.from({ length: 1 + next.integer(8) }, () => {
      const lo = at += next.uniform(), wide = next.uniform() < 0.5;
      const hi = wide ? at += next.uniform() : lo;
      return [lo, hi, 1 + next.integer(5)] as const;
    }));
    quantilesOf(numbers, shares).forEach((x, i) =>
      expect(x).toBeCloseTo(quantileOf(numbers, shares[i]!), 12)
    );
  }
});

test("quantilesOf() clips shares to 0..1 and is NaN of no rows", () => {
  const numbers = cells([[1, 1, 2], [4, 4, 1]]);
  expect(quantilesOf(numbers, [-0.2, 1.3])).toEqual([1, 4]);
  expect(quantilesOf(cells([]), [0.5])).toEqual([NaN]);
});
