import { expect, test } from "vitest";
import { completeOptions } from "../../../lib/check/mod.ts";
import { cusum } from "../../../lib/units/drift/mod.ts";
import { watch } from "../ask.ts";
import { montgomery, streams } from "./stream_values.ts";

test("cusum() of 1.5 against 0 adds 1 a value and alarms above 4 at the fifth", () => {
  const options = { target: 0, deviation: 1, slack: 0.5, threshold: 4 };
  expect(watch(cusum, [1.5, 1.5, 1.5, 1.5, 1.5], options).detections)
    .toEqual([4]);
  expect(watch(cusum, [-1.5, -1.5, -1.5, -1.5, -1.5], options).detections)
    .toEqual([4]);
});

test("cusum() equals Montgomery's table 9.2: 5.28 at the 29th value", () => {
  const options = { target: 10, deviation: 1, slack: 0.5, threshold: 5 };
  expect(watch(cusum, montgomery, options).detections).toEqual([28]);
  const before = watch(cusum, montgomery.slice(0, 28), options).state;
  expect(before.high).toBeCloseTo(4.47, 10);
});

test("cusum() without a target starts itself and does not depend on the unit", () => {
  const found = watch(cusum, streams.gauss!).detections;
  expect(found.map((row) => Math.floor(row / 100))).toEqual([21, 40]);
  expect(watch(cusum, streams.gauss!.map((x) => 1024 * x)).detections)
    .toEqual(found);
});

test("cusum() of NaN and of a constant is silent", () => {
  expect(watch(cusum, [NaN, Infinity]).state.n).toBe(0);
  expect(watch(cusum, Array.from({ length: 500 }, () => 0.1)).detections)
    .toEqual([]);
});

test("cusum() refuses a deviation of 0", () => {
  expect(() => completeOptions(cusum, { deviation: 0 })).toThrow(
    'Cannot use "deviation" of "drift/cusum": it is 0, more than 0, or null, is needed',
  );
});
