import { expect, test } from "vitest";
import { completeOptions } from "../../../lib/check/mod.ts";
import { hddmA } from "../../../lib/units/drift/mod.ts";
import golden from "../../golden/drift_streams.json" with { type: "json" };
import { watch } from "../ask.ts";
import { streams } from "./stream_values.ts";

const river = { driftConfidence: 0.001, warningConfidence: 0.005 };

test("hddmA() after 100 zeros alarms at the fourth one", () => {
  // k ones: k / (100 + k) against ln(2000) / 200 = 0.038.
  const values = Array.from({ length: 110 }, (_, i) => i < 100 ? 0 : 1);
  expect(watch(hddmA, values, river).detections[0]).toBe(103);
});

test("hddmA() equals river's with river's options, one- and two-sided", () => {
  for (const { stream, detections, warnings } of golden.hddm_a) {
    const twoSided = stream === "recovery";
    const found = watch(hddmA, streams[stream]!, { ...river, twoSided });
    expect(found.detections).toEqual(detections);
    expect(found.warnings.length).toBe(warnings);
  }
});

test("hddmA() that is one-sided is silent at a fall, and passes over what is no share", () => {
  expect(watch(hddmA, streams.recovery!).detections).toEqual([]);
  expect(watch(hddmA, [NaN, Infinity, 2, -1]).state.n).toBe(0);
});

test("hddmA() refuses a confidence of 0", () => {
  expect(() => completeOptions(hddmA, { driftConfidence: 0 })).toThrow(
    'Cannot use "driftConfidence" of "drift/hddm_a": it is 0, a share between 0 and 1 is needed',
  );
});
