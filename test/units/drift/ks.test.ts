import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { ks } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { expected, numberRows } from "./golden.ts";

test("ks() of 1, 2, 3, 4 and 3, 4, 5, 6 is 1/2, and 27 of 35 orders are as far apart", async () => {
  const { value, pValue, details } = await ask(ks, { column: "x" }, {
    reference: rowsOf({ x: [1, 2, 3, 4] }),
    current: rowsOf({ x: [3, 4, 5, 6] }),
  });
  expect(value).toBe(0.5);
  expect(pValue).toBeCloseTo(54 / 70, 12);
  expect(details!.at).toBe(2);
});

test("ks() equals scipy's statistic, exact and asymptotic p-value", async () => {
  for (const method of ["exact", "asymp"] as const) {
    const found = await ask(ks, { column: "x" }, {
      ...numberRows,
      options: { method },
    });
    expect(found.value).toBeCloseTo(expected.ks[method].value, 12);
    expect(found.pValue! / expected.ks[method].pValue).toBeCloseTo(1, 9);
  }
});

test("ks() on a grid lies within its error of the exact figure", async () => {
  const x = (shift: number) =>
    rowsOf({
      x: Array.from({ length: 400 }, (_, i) => Math.sin(i) * 10 + shift),
    });
  const question = { reference: x(0), current: x(0.7) };
  const exact = await ask(ks, { column: "x" }, question);
  const grid = await ask(ks, { column: "x" }, { ...question, exact: false });
  expect(exact.error).toBe(0);
  expect(exact.value!).toBeGreaterThanOrEqual(grid.value!);
  expect(exact.value!).toBeLessThanOrEqual(grid.value! + grid.error!);
});

test("ks() of all-null columns is undefined, of equal constants 0", async () => {
  const none = await ask(ks, { column: "x" }, {
    reference: rowsOf({ x: [1] }),
    current: rowsOf({ x: [null] }),
    types: { x: "DOUBLE" },
  });
  expect(none.value).toBeUndefined();
  const same = rowsOf({ x: [7, 7] });
  const found = await ask(ks, { column: "x" }, {
    reference: same,
    current: same,
  });
  expect([found.value, found.pValue]).toEqual([0, 1]);
});

test("ks() refuses an unknown method", () => {
  expect(() =>
    check(ks, { column: "x" }, anything, { options: { method: "fast" } })
  )
    .toThrow(
      'Cannot use "method" of "drift/ks": it is "fast", one of "auto", "exact", "asymp" is needed',
    );
});
