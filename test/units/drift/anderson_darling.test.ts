import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { andersonDarling } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { expected } from "./golden.ts";
import { numberRows } from "./golden.ts";

test("andersonDarling() of equal columns is far below its mean, p-value near 1", async () => {
  const same = rowsOf({ x: Array.from({ length: 50 }, (_, i) => i) });
  const found = await ask(andersonDarling, { column: "x" }, {
    reference: same,
    current: same,
  });
  expect(found.value).toBeLessThan(-1.2);
  expect(found.pValue).toBeGreaterThan(0.9999);
});

test("andersonDarling() equals scipy's statistic and interpolated p-value", async () => {
  const found = await ask(andersonDarling, { column: "x" }, {
    ...numberRows,
    options: { method: "interpolated" },
  });
  expect(found.value).toBeCloseTo(expected.anderson_darling.value, 10);
  expect(found.pValue).toBeCloseTo(expected.anderson_darling.pValue, 10);
  const limit = await ask(andersonDarling, { column: "x" }, numberRows);
  expect(limit.pValue! / expected.anderson_darling.pValue).toBeCloseTo(1, 0);
});

test("andersonDarling() of one value is unknown", async () => {
  const same = rowsOf({ x: [7, 7, 7] });
  const { unknown } = await ask(andersonDarling, { column: "x" }, {
    reference: same,
    current: same,
  });
  expect(unknown).toBe(
    "Anderson-Darling needs two distinct values and four rows, found 1 and 6",
  );
});

test("andersonDarling() refuses an unknown method", () => {
  expect(() =>
    check(andersonDarling, { column: "x" }, anything, {
      options: { method: "exact" },
    })
  ).toThrow(
    'Cannot use "method" of "drift/anderson_darling": it is "exact", "limit" or "interpolated" is needed',
  );
});
