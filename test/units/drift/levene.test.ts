import { expect, test } from "vitest";
import { levene } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { expected, numberRows } from "./golden.ts";

test("levene() equals scipy's W and p-value", async () => {
  const found = await ask(levene, { column: "x" }, numberRows);
  expect(found.value).toBeCloseTo(expected.levene.value, 10);
  expect(found.pValue).toBeCloseTo(expected.levene.pValue, 10);
});

test("levene()'s effect is the logarithm of the ratio of distances", async () => {
  const { effect } = await ask(levene, { column: "x" }, {
    reference: rowsOf({ x: [-1, 0, 1] }),
    current: rowsOf({ x: [-3, 0, 3] }),
  });
  expect(effect).toBeCloseTo(Math.log(3), 12);
});

test("levene() of constants is 0 with p-value 1, of one row unknown", async () => {
  const x = (...x: number[]) => rowsOf({ x });
  const same = await ask(levene, { column: "x" }, {
    reference: x(7, 7),
    current: x(8, 8),
  });
  expect([same.value, same.pValue, same.effect]).toEqual([0, 1, 0]);
  const one = await ask(levene, { column: "x" }, {
    reference: x(7),
    current: x(8, 8),
  });
  expect(one.unknown).toBe(
    "a change of spread needs two rows a side, found 1 and 2",
  );
});

test("levene() on a grid lies within its error", async () => {
  const grid = await ask(levene, { column: "x" }, {
    ...numberRows,
    exact: false,
  });
  expect(Math.abs(grid.value! - expected.levene.value)).toBeLessThanOrEqual(
    grid.error! + 1e-9,
  );
});
