import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { lInfinity } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { categoryRows, expected } from "./golden.ts";

test("lInfinity() of shares 1/2, 1/2 and 1/4, 3/4 is 1/4", async () => {
  const { value, effect } = await ask(lInfinity, { column: "c" }, {
    reference: rowsOf({ c: ["a", "b", "a", "b"] }),
    current: rowsOf({ c: ["a", "b", "b", "b"] }),
  });
  expect(value).toBeCloseTo(0.25, 12);
  expect(effect).toBe(0.25);
});

test("lInfinity() equals the reference implementation", async () => {
  const found = await ask(lInfinity, { column: "c" }, categoryRows);
  expect(found.value).toBeCloseTo(expected.l_infinity, 12);
});

test("lInfinity() of equal columns is 0 with p-value 1, of an empty side undefined", async () => {
  const { reference } = categoryRows;
  const same = await ask(lInfinity, { column: "c" }, {
    reference,
    current: reference,
  });
  expect([same.value, same.pValue, same.effect]).toEqual([0, 1, 0]);
  const none = await ask(lInfinity, { column: "c" }, {
    reference,
    current: rowsOf({ c: [null] }),
    types: { c: "VARCHAR" },
  });
  expect(none.unknown).toBe("too little data");
});

test("lInfinity() refuses options out of range", () => {
  expect(() =>
    check(lInfinity, { column: "c" }, anything, { options: { bins: 1.5 } })
  ).toThrow(
    'Cannot use "bins" of "drift/l_infinity": it is 1.5, a whole number from 2 is needed',
  );
});
