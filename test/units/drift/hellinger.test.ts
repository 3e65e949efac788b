import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { hellinger } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { categoryRows, expected } from "./golden.ts";

test("hellinger() of shares 1/2, 1/2 and 1/4, 3/4 is sqrt(1 - (1 + sqrt 3) / sqrt 8)", async () => {
  const { value, effect } = await ask(hellinger, { column: "c" }, {
    reference: rowsOf({ c: ["a", "b", "a", "b"] }),
    current: rowsOf({ c: ["a", "b", "b", "b"] }),
  });
  expect(value).toBeCloseTo(
    Math.sqrt(1 - (1 + Math.sqrt(3)) / Math.sqrt(8)),
    12,
  );
  expect(effect).toBe(0.25);
});

test("hellinger() equals the reference implementation", async () => {
  const found = await ask(hellinger, { column: "c" }, categoryRows);
  expect(found.value).toBeCloseTo(expected.hellinger, 12);
});

test("hellinger() of equal columns is 0 with p-value 1, of an empty side undefined", async () => {
  const { reference } = categoryRows;
  const same = await ask(hellinger, { column: "c" }, {
    reference,
    current: reference,
  });
  expect([same.value, same.pValue, same.effect]).toEqual([0, 1, 0]);
  const none = await ask(hellinger, { column: "c" }, {
    reference,
    current: rowsOf({ c: [null] }),
    types: { c: "VARCHAR" },
  });
  expect(none.unknown).toBe("too little data");
});

test("hellinger() refuses options out of range", () => {
  expect(() =>
    check(hellinger, { column: "c" }, anything, { options: { bins: 1.5 } })
  ).toThrow(
    'Cannot use "bins" of "drift/hellinger": it is 1.5, a whole number from 2 is needed',
  );
});
