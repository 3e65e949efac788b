import { expect, test } from "vitest";
import { isotonic, isotonicAt } from "../../lib/math/mod.ts";

test("isotonic() equals scikit-learn's example of eight points", () => {
  const x = [1, 2, 3, 4, 5, 6, 7, 8];
  const fit = isotonic(x, [1, 3, 2, 4, 3.5, 3.5, 7, 6], x.map(() => 1));
  // sklearn 1.9.1 IsotonicRegression().fit_transform
  const wanted = [1, 2.5, 2.5, 11 / 3, 11 / 3, 11 / 3, 6.5, 6.5];
  x.forEach((at, i) => expect(isotonicAt(fit, at)).toBeCloseTo(wanted[i]!, 14));
});

test("isotonic() pools equal points by their weighted mean and leaves out weight 0", () => {
  expect(isotonic([1, 1, 2, 3], [0, 3, 5, 0], [2, 1, 1, 0])).toEqual({
    x: [1, 2],
    y: [1, 5],
  });
});

test("isotonicAt() is linear between points and constant outside; of nothing it is NaN", () => {
  const fit = { x: [0, 2], y: [1, 3] };
  expect([-1, 1, 9].map((at) => isotonicAt(fit, at))).toEqual([1, 2, 3]);
  expect(isotonicAt({ x: [], y: [] }, 1)).toBeNaN();
});
