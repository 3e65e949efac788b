import { expect, test } from "vitest";
import { completeOptions } from "../../../lib/check/mod.ts";
import { ddm } from "../../../lib/units/drift/mod.ts";
import golden from "../../golden/drift_streams.json" with { type: "json" };
import { watch } from "../ask.ts";
import { streams } from "./stream_values.ts";

const river = { memory: null, warningThreshold: 2, driftThreshold: 3 };

test("ddm() after an error in ten alarms at the ninth error in a row", () => {
  // Least p + s: 3 errors of 39, line 3/39 + 3 x 0.0427 = 0.205; 18 of 108 give 0.2025, 19 of 109 give 0.2106.
  const values = Array.from(
    { length: 130 },
    (_, i) => i >= 100 || i % 10 === 9 ? 1 : 0,
  );
  expect(watch(ddm, values, river).detections[0]).toBe(108);
});

test("ddm() equals river's with river's options", () => {
  for (const { stream, detections, warnings } of golden.ddm) {
    const found = watch(ddm, streams[stream]!, river);
    expect([found.detections, found.warnings.length]).toEqual([
      detections,
      warnings,
    ]);
  }
});

test("ddm() passes over NaN and what is no share, and survives a stream without errors", () => {
  expect(watch(ddm, [NaN, Infinity, 2, -1]).state.n).toBe(0);
  const values = Array.from({ length: 5000 }, (_, i) => i === 2500 ? 1 : 0);
  expect(watch(ddm, values).detections).toEqual([]);
});

test("ddm() refuses a warning above the alarm", () => {
  expect(() => completeOptions(ddm, { driftThreshold: 3 })).toThrow(
    'Cannot use "driftThreshold" of "drift/ddm": it is 3, warningThreshold or more is needed',
  );
});
