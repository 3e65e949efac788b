import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { chiSquare } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { booleanRows, categoryRows, expected } from "./golden.ts";

test("chiSquare() of 20 : 20 against 10 : 30 is 16/3", async () => {
  const c = (a: number) =>
    rowsOf({ c: [..."a".repeat(a), ..."b".repeat(40 - a)] });
  const { value, details } = await ask(chiSquare, { column: "c" }, {
    reference: c(20),
    current: c(10),
  });
  expect(value).toBeCloseTo(16 / 3, 12);
  expect(details!.counts).toEqual({ a: [20, 10], b: [20, 30] });
});

test("chiSquare() equals scipy's chi2_contingency, with and without Yates", async () => {
  const plain = await ask(chiSquare, { column: "c" }, {
    ...categoryRows,
    options: { pool: 0 },
  });
  const { value, pValue, df, yates, yatesP } = expected.chi_square;
  expect(plain.value).toBeCloseTo(value, 12);
  expect(plain.pValue).toBeCloseTo(pValue, 12);
  expect(plain.details!.df).toBe(df);
  const corrected = await ask(chiSquare, { column: "b" }, {
    ...booleanRows,
    options: { yates: true },
  });
  expect(corrected.value).toBeCloseTo(yates, 12);
  expect(corrected.pValue).toBeCloseTo(yatesP, 12);
});

test("chiSquare() pools what is expected under 5 times", async () => {
  const { value, pValue, details } = await ask(chiSquare, { column: "c" }, {
    reference: rowsOf({ c: Array(1000).fill("a") }),
    current: rowsOf({ c: [...Array(999).fill("a"), "new"] }),
  });
  expect([value, pValue, details!.pooled]).toEqual([0, 1, true]);
});

test("chiSquare() refuses a negative pool", () => {
  expect(() =>
    check(chiSquare, { column: "c" }, anything, { options: { pool: -1 } })
  )
    .toThrow(
      'Cannot use "pool" of "drift/chi_square": it is -1, 0 or more is needed',
    );
});
