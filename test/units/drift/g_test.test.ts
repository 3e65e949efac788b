import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { gTest } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { categoryRows, expected } from "./golden.ts";

test("gTest() of 20 : 20 against 10 : 30 is 5.4106", async () => {
  const c = (a: number) =>
    rowsOf({ c: [..."a".repeat(a), ..."b".repeat(40 - a)] });
  const { value } = await ask(gTest, { column: "c" }, {
    reference: c(20),
    current: c(10),
  });
  const hand = 2 *
    (20 * Math.log(20 / 15) + 20 * Math.log(20 / 25) + 10 * Math.log(10 / 15) +
      30 * Math.log(30 / 25));
  expect(value).toBeCloseTo(hand, 12);
});

test("gTest() equals scipy's log-likelihood statistic", async () => {
  const found = await ask(gTest, { column: "c" }, {
    ...categoryRows,
    options: { pool: 0 },
  });
  expect(found.value).toBeCloseTo(expected.g_test.value, 10);
  expect(found.pValue).toBeCloseTo(expected.g_test.pValue, 12);
});

test("gTest() of equal columns is 0 with p-value 1", async () => {
  const { reference } = categoryRows;
  const same = await ask(gTest, { column: "c" }, {
    reference,
    current: reference,
  });
  expect([same.value, same.pValue]).toEqual([0, 1]);
});

test("gTest() refuses a negative pool", () => {
  expect(() =>
    check(gTest, { column: "c" }, anything, { options: { pool: -1 } })
  ).toThrow(
    'Cannot use "pool" of "drift/g_test": it is -1, 0 or more is needed',
  );
});
