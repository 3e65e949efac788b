import { expect, test } from "vitest";
import { completeOptions } from "../../../lib/check/mod.ts";
import { adwin } from "../../../lib/units/drift/mod.ts";
import golden from "../../golden/drift_streams.json" with { type: "json" };
import { watch } from "../ask.ts";
import { streams } from "./stream_values.ts";

test("adwin() finds 32 zeros turned to 32 ones at the second comparison", () => {
  const values = Array.from({ length: 64 }, (_, i) => i < 32 ? 0 : 1);
  const found = watch(adwin, values, { delta: 0.002 });
  expect(found.detections).toEqual([63]);
  expect(found.state.width).toBe(0);
});

test("adwin() equals river's with river's delta", () => {
  for (const { stream, detections } of golden.adwin) {
    expect(watch(adwin, streams[stream]!, { delta: 0.002 }).detections)
      .toEqual(detections);
  }
});

test("adwin() keeps mean and variance of a long window in few buckets", () => {
  const { state } = watch(adwin, streams.errors!.slice(0, 3000));
  const mean = state.total / 3000;
  const spread = streams.errors!.slice(0, 3000)
    .reduce((sum, x) => sum + (x - mean) ** 2, 0);
  expect(state.width).toBe(3000);
  expect(state.squares).toBeCloseTo(spread, 8);
  expect(state.used.reduce((sum, n) => sum + n, 0)).toBeLessThan(60);
});

test("adwin() that shrinks keeps the part after the cut and sees a next change", () => {
  const { detections, state } = watch(adwin, streams.gauss!, {
    delta: 0.002,
    after: "shrink",
  });
  expect(detections.find((row) => row >= 4000)).toBeLessThan(4100);
  expect(state.total / state.width).toBeCloseTo(-0.5, 1);
});

test("adwin() of nothing, of NaN and of a constant is silent", () => {
  expect(watch(adwin, []).detections).toEqual([]);
  expect(watch(adwin, [NaN, Infinity]).state.width).toBe(0);
  expect(watch(adwin, Array.from({ length: 500 }, () => 7)).detections)
    .toEqual([]);
});

test("adwin() refuses a delta of 1", () => {
  expect(() => completeOptions(adwin, { delta: 1 })).toThrow(
    'Cannot use "delta" of "drift/adwin": it is 1, a share between 0 and 1 is needed',
  );
});
