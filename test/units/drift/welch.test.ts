import { expect, test } from "vitest";
import { welch } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { expected, numberRows } from "./golden.ts";

test("welch() of 1, 2, 3 and 3, 4, 5 is 2, the effect 2.45 reference deviations", async () => {
  const { value, effect } = await ask(welch, { column: "x" }, {
    reference: rowsOf({ x: [1, 2, 3] }),
    current: rowsOf({ x: [3, 4, 5] }),
  });
  expect(value).toBe(2);
  expect(effect).toBeCloseTo(2 / Math.sqrt(2 / 3), 12);
});

test("welch() equals scipy's t, p-value and interval", async () => {
  const found = await ask(welch, { column: "x" }, numberRows);
  expect(found.details!.t).toBeCloseTo(expected.welch.value, 10);
  expect(found.pValue).toBeCloseTo(expected.welch.pValue, 10);
  const [low, high] = expected.welch.interval as [number, number];
  expect(found.interval![0]).toBeCloseTo(-high, 9);
  expect(found.interval![1]).toBeCloseTo(-low, 9);
});

test("welch() is exact on a grid, and keeps the digits of large values", async () => {
  const grid = await ask(welch, { column: "x" }, {
    ...numberRows,
    exact: false,
  });
  expect(grid.pValue).toBeCloseTo(expected.welch.pValue, 9);
  const far = (x: number) => rowsOf({ x: [1e9 + x, 1e9 + x + 1, 1e9 + x + 2] });
  const found = await ask(welch, { column: "x" }, {
    reference: far(0),
    current: far(2),
  });
  expect(found.details!.t).toBeCloseTo(-2 / Math.sqrt(2 / 3), 12);
});

test("welch() of equal constants has p-value 1, of different ones 0, of one row is unknown", async () => {
  const x = (...x: number[]) => rowsOf({ x });
  const same = await ask(welch, { column: "x" }, {
    reference: x(7, 7),
    current: x(7, 7),
  });
  expect([same.value, same.pValue, same.effect]).toEqual([0, 1, 0]);
  const moved = await ask(welch, { column: "x" }, {
    reference: x(7, 7),
    current: x(8, 8),
  });
  expect([moved.value, moved.pValue, moved.effect]).toEqual([1, 0, Infinity]);
  const one = await ask(welch, { column: "x" }, {
    reference: x(7),
    current: x(8, 8),
  });
  expect(one.unknown).toBe(
    "a change of the mean needs two rows a side, found 1 and 2",
  );
});
