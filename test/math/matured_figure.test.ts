import { expect, test } from "vitest";
import {
  costFigure,
  decidedFigures,
  maturedFigure,
  normalQuantile,
  noRows,
  wilson,
} from "../../lib/math/mod.ts";
import { delayedWorld, holds } from "../bench/delayed_world.ts";

/** Counts that are whole: every label is there. */
const whole = (rows: number, positives: number) => ({
  rows,
  arrived: positives,
  expected: positives,
  variance: positives,
  settling: 0,
});

test("maturedFigure() of complete labels is the metric with its Wilson interval, a little wider for few labels", () => {
  const flagged = whole(50, 40), rest = whole(950, 10);
  const of = (name: keyof typeof decidedFigures) =>
    maturedFigure(decidedFigures[name], flagged, rest);
  const wanted = {
    recall: [40, 50],
    precision: [40, 50],
    positive_rate: [50, 1000],
    false_positive_rate: [10, 950],
    accuracy: [980, 1000],
  } as const;
  for (const [name, [hits, n]] of Object.entries(wanted)) {
    const { value, interval, settling } = of(name as keyof typeof wanted);
    expect(value).toBeCloseTo(hits / n, 14);
    // the price of 50 labels at most: (Student's t of 49 / z)^2
    const few = (1.959964 / 2.009575) ** 2;
    expect(interval[0], name).toBeCloseTo(wilson(hits * few, n * few)[0], 6);
    expect(interval[1], name).toBeCloseTo(wilson(hits * few, n * few)[1], 6);
    expect(settling).toEqual([value, value]);
  }
  expect(of("f1").value).toBeCloseTo(80 / 100, 14);
});

test("maturedFigure() of a cost is the price of its errors, cut at 0", () => {
  const { value, interval, se } = maturedFigure(
    costFigure(150, 5),
    whole(50, 40),
    whole(950, 10),
    false,
  );
  expect(value).toBeCloseTo((150 * 10 + 5 * 10) / 1000, 12);
  // a row costs 150 with 10/1000 and 5 with 10/1000
  const variance = (150 ** 2 * 0.01 + 5 ** 2 * 0.01 - value ** 2) / 1000;
  expect(se).toBeCloseTo(Math.sqrt(variance), 6);
  expect(interval[1] - value).toBeCloseTo(normalQuantile(0.975) * se, 10);
  expect(
    maturedFigure(costFigure(150, 5), whole(2, 1), whole(9, 1), false)
      .interval[0],
  ).toBe(0);
});

test("maturedFigure() of nothing missed keeps an interval, and of no rows is NaN", () => {
  const { value, interval } = maturedFigure(
    decidedFigures.recall,
    whole(30, 20),
    whole(100, 0),
  );
  expect(value).toBe(1);
  expect(interval).toEqual(wilson(20, 20));
  expect(maturedFigure(decidedFigures.recall, noRows, noRows).value).toBeNaN();
});

test(
  "maturedFigure()'s interval of day-7 recall holds the truth 19 times in 20, also where flagged frauds are reported sooner",
  () => {
    const worlds = Array.from(
      { length: 60 },
      (_, seed) => delayedWorld(seed, { flagged: 7, missed: 21 }, 40_000),
    );
    const { truth } = worlds[0]!;
    for (const way of ["byLabels", "byRows"] as const) {
      const count = (of: "interval" | "settling", what: "truth" | "settled") =>
        worlds.filter((world) => holds(world[way][of], world[what])).length;
      // 57 expected; fewer than 52 has probability 0.01
      expect(count("interval", "truth"), way).toBeGreaterThanOrEqual(52);
      expect(count("settling", "settled"), way).toBeGreaterThanOrEqual(52);
      const corrected = mean(worlds.map((world) => world[way].value));
      expect(Math.abs(corrected - truth)).toBeLessThan(0.04);
    }
    const alone = mean(worlds.map(({ arrivedOnly }) => arrivedOnly));
    const cancelled = mean(worlds.map(({ oneCurve }) => oneCurve.value));
    expect(alone - truth).toBeGreaterThan(0.07);
    expect(cancelled - truth).toBeGreaterThan(0.07);
  },
  60_000,
);

function mean(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
}
