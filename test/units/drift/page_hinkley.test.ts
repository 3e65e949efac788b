import { expect, test } from "vitest";
import { completeOptions } from "../../../lib/check/mod.ts";
import { pageHinkley } from "../../../lib/units/drift/mod.ts";
import golden from "../../golden/drift_streams.json" with { type: "json" };
import { watch } from "../ask.ts";
import { streams } from "./stream_values.ts";

const river = { delta: 0.005, threshold: 50, alpha: 0.9999, scale: "none" };
const step = Array.from({ length: 60 }, (_, i) => i < 30 ? 0 : 10);

test("pageHinkley() adds 300/31 + 300/32 + .. after 30 zeros and tens: the sixth passes 50", () => {
  expect(watch(pageHinkley, step, river).detections[0]).toBe(35);
});

test("pageHinkley() that looks down is silent at a rise", () => {
  expect(watch(pageHinkley, step, { ...river, mode: "down" }).detections)
    .toEqual([]);
});

test("pageHinkley() equals river's with river's options", () => {
  for (const { stream, detections } of golden.page_hinkley) {
    expect(watch(pageHinkley, streams[stream]!, river).detections)
      .toEqual(detections);
  }
});

test("pageHinkley() at its defaults does not depend on a column's unit", () => {
  const found = watch(pageHinkley, streams.gauss!).detections;
  const scaled = streams.gauss!.map((x) => 1024 * x);
  expect(watch(pageHinkley, scaled).detections).toEqual(found);
  expect(found.length).toBe(2);
});

test("pageHinkley() of NaN and of a constant is silent", () => {
  expect(watch(pageHinkley, [NaN, Infinity]).state.n).toBe(0);
  expect(watch(pageHinkley, Array.from({ length: 500 }, () => 0.1)).detections)
    .toEqual([]);
});

test("pageHinkley() refuses an unknown mode", () => {
  expect(() => completeOptions(pageHinkley, { mode: "left" })).toThrow(
    'Cannot use "mode" of "drift/page_hinkley": it is "left", one of "up", "down", "both" is needed',
  );
});
