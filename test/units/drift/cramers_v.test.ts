import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { cramersV } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { categoryRows, expected } from "./golden.ts";

test("cramersV() of shares 1/2, 1/2 and 1/4, 3/4 is 1 / sqrt 15", async () => {
  const { value, effect } = await ask(cramersV, { column: "c" }, {
    reference: rowsOf({ c: ["a", "b", "a", "b"] }),
    current: rowsOf({ c: ["a", "b", "b", "b"] }),
  });
  expect(value).toBeCloseTo(1 / Math.sqrt(15), 12);
  expect(effect).toBe(0.25);
});

test("cramersV() equals the reference implementation", async () => {
  const found = await ask(cramersV, { column: "c" }, categoryRows);
  expect(found.value).toBeCloseTo(expected.cramers_v, 12);
});

test("cramersV() of equal columns is 0 with p-value 1, of an empty side undefined", async () => {
  const { reference } = categoryRows;
  const same = await ask(cramersV, { column: "c" }, {
    reference,
    current: reference,
  });
  expect([same.value, same.pValue, same.effect]).toEqual([0, 1, 0]);
  const none = await ask(cramersV, { column: "c" }, {
    reference,
    current: rowsOf({ c: [null] }),
    types: { c: "VARCHAR" },
  });
  expect(none.unknown).toBe("too little data");
});

test("cramersV() refuses options out of range", () => {
  expect(() =>
    check(cramersV, { column: "c" }, anything, { options: { bins: 1.5 } })
  ).toThrow(
    'Cannot use "bins" of "drift/cramers_v": it is 1.5, a whole number from 2 is needed',
  );
});
