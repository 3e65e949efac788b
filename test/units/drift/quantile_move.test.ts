import { expect, test } from "vitest";
import { random } from "../../../lib/math/mod.ts";
import type { ColumnProfile } from "../../../lib/profile/mod.ts";
import { column } from "../../../lib/table/mod.ts";
import {
  moveText,
  quantileMove,
} from "../../../lib/units/drift/quantile_move.ts";

function profile(values: readonly number[]): ColumnProfile {
  const sorted = Float64Array.from(values).sort();
  return {
    column: column("x", "DOUBLE"),
    rows: values.length,
    nulls: 0,
    nonFinite: 0,
    numbers: {
      grid: null,
      index: new Int32Array(),
      lo: sorted,
      hi: sorted,
      count: sorted.map(() => 1),
      sum: sorted,
      squares: sorted.map((x) => x * x),
      centre: 0,
    },
  };
}

const normals = (n: number, seed: string, mean = 0, deviation = 1) => {
  const next = random(seed);
  return profile(
    Array.from({ length: n }, () => next.normal(mean, deviation)),
  );
};

test("quantileMove() covers a true move in at least 95 of 100 samples", () => {
  let covered = 0;
  for (let seed = 0; seed < 200; seed++) {
    const { interval: [low, high] } = quantileMove(
      normals(400, `a${seed}`),
      normals(300, `b${seed}`, 0.7),
    )!;
    if (low <= 0.7 && 0.7 <= high) covered++;
  }
  expect(covered).toBeGreaterThanOrEqual(190);
});

test("quantileMove() takes the quantile that moved most surely, of a spread an outer one", () => {
  const wider = quantileMove(normals(4000, "a"), normals(4000, "b", 0, 2))!;
  expect([0.05, 0.25, 0.75, 0.95]).toContain(wider.quantile);
  expect(Math.abs(wider.by)).toBeGreaterThan(0.5);
});

test("quantileMove() of one source is the median's, and says nothing", () => {
  const same = quantileMove(normals(500, "a"), normals(500, "b"))!;
  expect(same.quantile).toBe(0.5);
  expect(moveText(column("x", "DOUBLE"), same)).toBe("");
});

test("quantileMove() needs a number on both sides and a distance that is finite", () => {
  expect(quantileMove(profile([]), profile([1]))).toBeUndefined();
  expect(quantileMove(profile([-1.7e308]), profile([1.7e308]))).toBeUndefined();
});

test("moveText() says from where to where; of a time no distance", () => {
  const move = {
    quantile: 0.5,
    reference: 86_400,
    current: 0,
    by: -86_400,
    interval: [-90_000, -80_000],
  } as const;
  expect(moveText(column("x", "BIGINT"), move)).toBe(
    "the median 86400 became 0, down 86400 (80000 to 90000)",
  );
  expect(moveText(column("x", "TIMESTAMP"), move)).toBe(
    "the median 1970-01-02 00:00 became 1970-01-01 00:00",
  );
});
