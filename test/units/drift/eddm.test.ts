import { expect, test } from "vitest";
import { completeOptions } from "../../../lib/check/mod.ts";
import { eddm } from "../../../lib/units/drift/mod.ts";
import golden from "../../golden/drift_streams.json" with { type: "json" };
import { watch } from "../ask.ts";
import { streams } from "./stream_values.ts";

const river = { memory: null, margin: 0, alpha: 0.95, beta: 0.9 };

test("eddm() finds spacing 10 turned to 5 once 62 % of all spacings are 5", () => {
  // With f the share of fives: 10 - 5 f + 10 sqrt(f (1 - f)) is at most 13.09 and under 0.9 of it from f = 0.615 on,
  // which is 64 fives after 40 tens: row 400 + 5 x 64 - 1.
  const values = Array.from(
    { length: 1000 },
    (_, i) => (i < 400 ? i % 10 === 9 : i % 5 === 4) ? 1 : 0,
  );
  expect(watch(eddm, values, river).detections[0]).toBe(719);
});

test("eddm() equals river's with river's options", () => {
  for (const { stream, detections } of golden.eddm) {
    expect(watch(eddm, streams[stream]!, river).detections).toEqual(detections);
  }
});

test("eddm() counts what is not 1 as right and is silent without errors", () => {
  const found = watch(eddm, [NaN, 0, Infinity, 0.5]);
  expect([found.state.n, found.state.errors]).toEqual([4, 0]);
  expect(watch(eddm, Array.from({ length: 500 }, () => 1)).detections)
    .toEqual([]);
});

test("eddm() refuses a warning closer than the alarm", () => {
  expect(() => completeOptions(eddm, { alpha: 0.5 })).toThrow(
    'Cannot use "alpha" of "drift/eddm": it is 0.5, a share from beta to 1 is needed',
  );
});
