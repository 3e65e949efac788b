import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { jensenShannon } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { categoryRows, expected } from "./golden.ts";

test("jensenShannon() of disjoint columns is 1, of equal ones 0", async () => {
  const a = rowsOf({ c: ["a", "a"] }), b = rowsOf({ c: ["b", "b"] });
  const far = await ask(jensenShannon, { column: "c" }, {
    reference: a,
    current: b,
  });
  expect([far.value, far.effect]).toEqual([1, 1]);
  const same = await ask(jensenShannon, { column: "c" }, {
    reference: a,
    current: a,
  });
  expect([same.value, same.pValue]).toEqual([0, 1]);
});

test("jensenShannon() equals scipy's distance to base 2 and e", async () => {
  const two = await ask(jensenShannon, { column: "c" }, categoryRows);
  expect(two.value).toBeCloseTo(expected.jensen_shannon.base2, 12);
  const e = await ask(jensenShannon, { column: "c" }, {
    ...categoryRows,
    options: { base: Math.E },
  });
  expect(e.value).toBeCloseTo(expected.jensen_shannon.e, 12);
});

test("jensenShannon() of an empty side is undefined", async () => {
  const found = await ask(jensenShannon, { column: "c" }, {
    reference: rowsOf({ c: ["a"] }),
    current: [],
    types: { c: "VARCHAR" },
  });
  expect(found.value).toBeUndefined();
});

test("jensenShannon() refuses a base of 1", () => {
  expect(() =>
    check(jensenShannon, { column: "c" }, anything, { options: { base: 1 } })
  )
    .toThrow(
      'Cannot use "base" of "drift/jensen_shannon": it is 1, a number above 1 is needed',
    );
});
