import { expect, test } from "vitest";
import { completeOptions } from "../../../lib/check/mod.ts";
import { hddmW } from "../../../lib/units/drift/mod.ts";
import golden from "../../golden/drift_streams.json" with { type: "json" };
import { watch } from "../ask.ts";
import { streams } from "./stream_values.ts";

const river = {
  driftConfidence: 0.001,
  warningConfidence: 0.005,
  lambda: 0.05,
  start: "first",
};

test("hddmW() of weight 1/2 at 95 % alarms at the fifth one after ten zeros", () => {
  // Squared weights 1/3 before and 1/2, 3/8, .. 0.334 after; times ln(20) / 2 they fall below 1 at the fifth.
  const values = Array.from({ length: 20 }, (_, i) => i < 10 ? 0 : 1);
  const options = {
    lambda: 0.5,
    start: "first",
    driftConfidence: 0.05,
    warningConfidence: 0.1,
  };
  expect(watch(hddmW, values, options).detections[0]).toBe(14);
});

test("hddmW() equals river's with river's options, one- and two-sided", () => {
  for (const { stream, detections, warnings } of golden.hddm_w) {
    const twoSided = stream === "recovery";
    const found = watch(hddmW, streams[stream]!, { ...river, twoSided });
    expect(found.detections).toEqual(detections);
    expect(found.warnings.length).toBe(warnings);
  }
});

test("hddmW() passes over what is no share", () => {
  expect(watch(hddmW, [NaN, Infinity, 2, -1]).state.all.n).toBe(0);
});

test("hddmW() refuses a weight of 1", () => {
  expect(() => completeOptions(hddmW, { lambda: 1 })).toThrow(
    'Cannot use "lambda" of "drift/hddm_w": it is 1, a share between 0 and 1 is needed',
  );
});
