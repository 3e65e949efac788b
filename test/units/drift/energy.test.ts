import { expect, test } from "vitest";
import { energy } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { expected, numberRows } from "./golden.ts";

test("energy() of 0 and 1 is sqrt 2, the coefficient 1", async () => {
  const { value, effect } = await ask(energy, { column: "x" }, {
    reference: rowsOf({ x: [0, 0] }),
    current: rowsOf({ x: [1, 1] }),
  });
  expect(value).toBeCloseTo(Math.SQRT2, 12);
  expect(effect).toBeCloseTo(1, 12);
});

test("energy() equals scipy's distance, on a grid within its error", async () => {
  const found = await ask(energy, { column: "x" }, numberRows);
  expect(found.value).toBeCloseTo(expected.energy, 12);
  const grid = await ask(energy, { column: "x" }, {
    ...numberRows,
    exact: false,
  });
  expect(Math.abs(grid.value! - expected.energy)).toBeLessThanOrEqual(
    grid.error!,
  );
});

test("energy() of equal constants is 0 with p-value 1", async () => {
  const same = rowsOf({ x: [7, 7] });
  const found = await ask(energy, { column: "x" }, {
    reference: same,
    current: same,
  });
  expect([found.value, found.effect, found.pValue]).toEqual([0, 0, 1]);
});

test("energy() of values too far apart is unknown", async () => {
  const { unknown } = await ask(energy, { column: "x" }, {
    reference: rowsOf({ x: [-1.7e308] }),
    current: rowsOf({ x: [1.7e308] }),
  });
  expect(unknown).toBe('values of "x" are too far apart to add up');
});
