import { expect, test } from "vitest";
import { completeOptions } from "../../../lib/check/mod.ts";
import { kswin } from "../../../lib/units/drift/mod.ts";
import golden from "../../golden/drift_streams.json" with { type: "json" };
import { watch } from "../ask.ts";
import { streams } from "./stream_values.ts";

test("kswin() of 5 and 5 values at 1 % asks for no overlap: 2 of 252 orders", () => {
  const options = { alpha: 0.01, windowSize: 10, statSize: 5 };
  const rising = [3, 1, 2, 5, 4, 9, 6, 8, 7, 10];
  expect(watch(kswin, rising, options).detections).toEqual([9]);
  expect(watch(kswin, [3, 1, 2, 9, 4, 5, 6, 8, 7, 10], options).detections)
    .toEqual([]);
});

test("kswin() counts equal values together", () => {
  const options = { alpha: 0.01, windowSize: 10, statSize: 5 };
  expect(watch(kswin, [0, 0, 0, 0, 1, 1, 1, 1, 1, 1], options).detections)
    .toEqual([]);
  expect(watch(kswin, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], options).detections)
    .toEqual([9]);
});

test("kswin() finds what river's finds as soon; both draw at random", () => {
  const { detections } = golden.kswin[0]!;
  const options = { alpha: 1e-4, windowSize: 200, statSize: 30 };
  for (const seed of [1, 2, 3]) {
    const found = watch(kswin, streams.gauss!, { ...options, seed }).detections;
    const after = found.find((row) => row >= 4000)!;
    expect(Math.abs(after - detections.at(-1)!)).toBeLessThan(25);
  }
});

test("kswin() of NaN and of a constant is silent", () => {
  expect(watch(kswin, [NaN, Infinity]).state.values).toEqual([]);
  expect(watch(kswin, Array.from({ length: 900 }, () => 7)).detections)
    .toEqual([]);
});

test("kswin() refuses a window of less than two samples", () => {
  expect(() => completeOptions(kswin, { windowSize: 150 })).toThrow(
    'Cannot use "windowSize" of "drift/kswin": it is 150, a whole number from twice statSize is needed',
  );
});
