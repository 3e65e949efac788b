import { expect, test } from "vitest";
import { profilesOf } from "../../lib/check/mod.ts";
import { shapeOf } from "../../lib/profile/mod.ts";
import { rowsOf, tableOf } from "../units/ask.ts";

async function shape(x: readonly (number | null)[]) {
  const table = await tableOf(rowsOf({ x }), { types: { x: "DOUBLE" } });
  const { current } = await profilesOf({ current: table, exact: true });
  return shapeOf(current.columns.get("x")!.numbers!);
}

test("shapeOf() of 0, 0, 0, 4 is 2 / sqrt 3 and -2/3", async () => {
  // Around 1: second moment 3, third 6, fourth 21.
  const { skewness, kurtosis } = await shape([0, 4, 0, null, 0]);
  expect(skewness).toBeCloseTo(6 / 3 ** 1.5, 14);
  expect(kurtosis).toBeCloseTo(21 / 9 - 3, 14);
});

test("shapeOf() of a mirrored column has no skewness", async () => {
  expect((await shape([-3, -1, 1, 3])).skewness).toBeCloseTo(0, 14);
});

test("shapeOf() keeps its digits far from 0", async () => {
  const { skewness } = await shape([1e9, 1e9 + 4, 1e9, 1e9]);
  expect(skewness).toBeCloseTo(6 / 3 ** 1.5, 12);
});

test("shapeOf() of a constant is 0 and 0, of no rows NaN", async () => {
  expect(await shape([7, 7])).toEqual({ skewness: 0, kurtosis: 0 });
  expect(await shape([null])).toEqual({ skewness: NaN, kurtosis: NaN });
});
