import { expect, test } from "vitest";
import { completeOptions } from "../../../lib/check/mod.ts";
import { ewma } from "../../../lib/units/drift/mod.ts";
import { watch } from "../ask.ts";
import { montgomery, streams } from "./stream_values.ts";

test("ewma() of Montgomery's values, 0.1 x + 0.9 z from 10 on, is above 10.619 at the 29th", () => {
  const options = {
    target: 10,
    deviation: 1,
    lambda: 0.1,
    limit: 2.7,
    warningLimit: 2.7,
    warmStart: 0,
  };
  expect(watch(ewma, montgomery, options).detections).toEqual([28]);
  const { smooth, rest } = watch(ewma, montgomery.slice(0, 28), options).state;
  expect(smooth + rest * 10).toBeCloseTo(10.5731, 4);
});

test("ewma() of weight 1 is the chart of single values", () => {
  const options = {
    target: 0,
    deviation: 1,
    lambda: 1,
    limit: 3,
    warningLimit: 2,
    warmStart: 0,
  };
  const found = watch(ewma, [1.9, 2.1, -2.9, 3.1], options);
  expect([found.warnings, found.detections]).toEqual([[1, 2], [3]]);
});

test("ewma() without a target compares with the whole stream", () => {
  expect(watch(ewma, streams.gauss!).detections.map((row) => row > 2000))
    .toEqual([true, true]);
});

test("ewma() of NaN and of a constant is silent", () => {
  expect(watch(ewma, [NaN, Infinity]).state.n).toBe(0);
  const constant = Array.from({ length: 2000 }, () => 0.1);
  expect(watch(ewma, constant).detections).toEqual([]);
});

test("ewma() refuses a weight of 0", () => {
  expect(() => completeOptions(ewma, { lambda: 0 })).toThrow(
    'Cannot use "lambda" of "drift/ewma": it is 0, a share above 0 is needed',
  );
});
