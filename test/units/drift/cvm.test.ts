import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { cvm } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { expected } from "./golden.ts";
import { numberRows } from "./golden.ts";

test("cvm() of 1, 2 and 3, 4 is 3/8", async () => {
  // ranks 1 2 | 3 4: U = 2 (0 + 0) + 2 (4 + 4) = 16; 16 / (4 * 4) - 15 / 24
  const { value } = await ask(cvm, { column: "x" }, {
    reference: rowsOf({ x: [1, 2] }),
    current: rowsOf({ x: [3, 4] }),
  });
  expect(value).toBeCloseTo(1 - 15 / 24, 12);
});

test("cvm() equals scipy's statistic and, by series, its p-value", async () => {
  const found = await ask(cvm, { column: "x" }, {
    ...numberRows,
    options: { method: "series" },
  });
  expect(found.value).toBeCloseTo(expected.cvm.value, 12);
  expect(found.pValue).toBeCloseTo(expected.cvm.pValue, 12);
  const limit = await ask(cvm, { column: "x" }, numberRows);
  expect(limit.pValue).toBeCloseTo(expected.cvm.pValue, 6);
});

test("cvm() of a far shift has a p-value that is not lost in rounding", async () => {
  const x = (shift: number) =>
    rowsOf({ x: Array.from({ length: 300 }, (_, i) => i + shift) });
  const { pValue } = await ask(cvm, { column: "x" }, {
    reference: x(0),
    current: x(1000),
  });
  expect(pValue).toBeGreaterThan(0);
  expect(pValue).toBeLessThan(1e-60);
});

test("cvm() of equal constants is 0 with p-value 1", async () => {
  const same = rowsOf({ x: [7, 7, 7] });
  const found = await ask(cvm, { column: "x" }, {
    reference: same,
    current: same,
  });
  expect(found.value).toBeCloseTo(0, 12);
  expect(found.pValue).toBe(1);
});

test("cvm() refuses an unknown method", () => {
  expect(() =>
    check(cvm, { column: "x" }, anything, { options: { method: "exact" } })
  ).toThrow(
    'Cannot use "method" of "drift/cvm": it is "exact", "limit" or "series" is needed',
  );
});
