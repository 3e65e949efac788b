import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { psi } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { categoryRows, expected, numberRows } from "./golden.ts";

test("psi() of shares 1/2, 1/2 and 1/4, 3/4 is ln(3) / 4", async () => {
  const { value, effect } = await ask(psi, { column: "c" }, {
    reference: rowsOf({ c: ["a", "b", "a", "b"] }),
    current: rowsOf({ c: ["a", "b", "b", "b"] }),
  });
  expect(value).toBeCloseTo(Math.log(3) / 4, 15);
  expect(effect).toBe(0.25);
});

test("psi() equals numpy's quantile bins and pandas' categories", async () => {
  const numbers = await ask(psi, { column: "x" }, {
    ...numberRows,
    options: { binning: "numpy" },
  });
  expect(numbers.value).toBeCloseTo(expected.psi.numpy, 12);
  expect(numbers.details!.edges).toEqual(expected.psi.edges);
  const categories = await ask(psi, { column: "c" }, categoryRows);
  expect(categories.value).toBeCloseTo(expected.psi.categories, 12);
});

test("psi() sees a constant change, and one of a few values", async () => {
  const year = (x: number) => rowsOf({ x: Array(50).fill(x) });
  const moved = await ask(psi, { column: "x" }, {
    reference: year(2011),
    current: year(2012),
  });
  expect(moved.value).toBeGreaterThan(10);
  expect(moved.effect).toBe(1);
  const plain = await ask(psi, { column: "x" }, {
    reference: year(2011),
    current: year(2012),
    options: { binning: "numpy" },
  });
  expect(plain.value).toBe(0);
  const atom = Array.from({ length: 100 }, (_, i) => i < 60 ? 0 : i);
  const shifted = await ask(psi, { column: "x" }, {
    reference: rowsOf({ x: atom }),
    current: rowsOf({ x: atom.map((x) => x === 0 ? 0.5 : x) }),
  });
  expect(shifted.effect).toBeCloseTo(0.6, 12);
});

test("psi() of a side without values is undefined", async () => {
  const { value, unknown } = await ask(psi, { column: "x" }, {
    reference: rowsOf({ x: [1, 2, 3] }),
    current: rowsOf({ x: [null, NaN, Infinity] }),
  });
  expect(value).toBeUndefined();
  expect(unknown).toBe("too little data");
});

test("psi() of one new row in a thousand is no small p-value", async () => {
  const reference = rowsOf({ c: Array(5000).fill("a") });
  const current = rowsOf({ c: ["new", ...Array(49).fill("a")] });
  const { pValue } = await ask(psi, { column: "c" }, { reference, current });
  expect(pValue).toBe(1);
});

test("psi() refuses options out of range", () => {
  const build = (options: object) => () =>
    check(psi, { column: "x" }, anything, { options });
  expect(build({ bins: 1 })).toThrow(
    'Cannot use "bins" of "drift/psi": it is 1, a whole number from 2 is needed',
  );
  expect(build({ epsilon: 0 })).toThrow(
    'Cannot use "epsilon" of "drift/psi": it is 0, a share between 0 and 1 is needed',
  );
  expect(build({ binning: "even" })).toThrow(
    'Cannot use "binning" of "drift/psi": it is "even", one of "quantile", "numpy", "width", "sturges", "sturges_distinct", "doane" is needed',
  );
});
