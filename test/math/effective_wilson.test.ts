import { expect, test } from "vitest";
import { effectiveWilson, wilson } from "../../lib/math/mod.ts";
import golden from "../golden/label_arrival.json" with { type: "json" };

test("effectiveWilson() equals statsmodels at the count that gives the variance, less what few labels cost", () => {
  for (const { share, variance, labels, interval } of golden.wilson) {
    const found = effectiveWilson(share, variance, labels);
    expect(found[0]).toBeCloseTo(interval[0]!, 12);
    expect(found[1]).toBeCloseTo(interval[1]!, 12);
  }
});

test("effectiveWilson() of all, none or one label takes the labels as count", () => {
  expect(effectiveWilson(1, 0, 20)).toEqual(wilson(20, 20));
  expect(effectiveWilson(1, 0.1, 1)).toEqual(wilson(1, 1));
  expect(effectiveWilson(0, 0, 0)).toEqual([0, 1]);
});
