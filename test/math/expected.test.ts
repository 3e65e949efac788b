import { expect, test } from "vitest";
import {
  binaryFigures,
  calibrationP,
  calibrator,
  calledApart,
  expectedCells,
  random,
  type ScoredCell,
} from "../../lib/math/mod.ts";

const draw = random(4);
/** Scores whose meaning the call changes: a called row is positive twice as often as another of its score. */
const cells = Array.from({ length: 4000 }, (): ScoredCell => {
  const score = draw.uniform() / 2, called = draw.uniform() < score;
  const chance = called ? 2 * score : score / 2;
  return {
    score,
    called,
    n: 1,
    positives: draw.uniform() < chance ? 1 : 0,
  };
}).sort((a, b) => a.score - b.score);

test("calledApart() is no for a threshold, yes for a call that is none and has enough labels", () => {
  const threshold = cells.map((cell) => ({
    ...cell,
    called: cell.score > 0.3,
  }));
  expect(calledApart(threshold)).toBe(false);
  expect(calledApart(cells)).toBe(true);
  expect(calledApart(cells.slice(0, 100))).toBe(false);
});

test("expectedCells() by two calibrators gives the figures that came, by one it does not", () => {
  const came = binaryFigures(cells);
  const apart = binaryFigures(expectedCells(cells, calibrator(cells)));
  const one = binaryFigures(expectedCells(cells, calibrator(cells, false)));
  expect(apart.recall).toBeCloseTo(came.recall, 10);
  expect(apart.precision).toBeCloseTo(came.precision, 10);
  expect(Math.abs(one.recall - came.recall)).toBeGreaterThan(0.1);
});

test("calibrationP() is even under calibration, and small where scores changed meaning by half", () => {
  const stream = random(11);
  const world = (odd: boolean) =>
    Array.from({ length: 1000 }, (_, i): ScoredCell => {
      const score = i / 1000;
      // a meaning that differs between halves cannot be learnt by a rising function of the score
      const p = odd ? (i % 200 < 100 ? 0.9 : 0.1) : score;
      return {
        score,
        called: score > 0.5,
        n: 1,
        positives: stream.uniform() < p ? 1 : 0,
      };
    });
  const found = Array.from({ length: 200 }, () => calibrationP(world(false)));
  const below = found.filter((p) => p < 0.1).length;
  // 20 expected
  expect(below).toBeLessThan(40);
  expect(calibrationP(world(true))).toBeLessThan(1e-6);
});
