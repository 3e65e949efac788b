import { expect, test } from "vitest";
import { digamma, trigamma, trigammaInverse } from "../../lib/math/mod.ts";
import golden from "../golden/moderated_variance.json" with { type: "json" };

test("digamma() and trigamma() equal scipy.special's to 1e-12", () => {
  for (const [x, y] of golden.digamma as number[][]) {
    expect(digamma(x!) / y!).toBeCloseTo(1, 11);
  }
  for (const [x, y] of golden.trigamma as number[][]) {
    expect(trigamma(x!) / y!).toBeCloseTo(1, 11);
  }
});

test("trigammaInverse() undoes trigamma()", () => {
  for (const x of [1e-3, 0.2, 1, 6, 90, 1e4]) {
    expect(trigammaInverse(trigamma(x)) / x).toBeCloseTo(1, 8);
  }
});

test("digamma() and trigamma() of 0 are no number", () => {
  expect([digamma(0), trigamma(0)]).toEqual([NaN, NaN]);
});
