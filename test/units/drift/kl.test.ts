import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { kl } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { categoryRows, expected } from "./golden.ts";

test("kl() of shares 1/2, 1/2 and 1/4, 3/4 is ln(4/3) / 2", async () => {
  const { value, effect } = await ask(kl, { column: "c" }, {
    reference: rowsOf({ c: ["a", "b", "a", "b"] }),
    current: rowsOf({ c: ["a", "b", "b", "b"] }),
  });
  expect(value).toBeCloseTo(Math.log(4 / 3) / 2, 12);
  expect(effect).toBe(0.25);
});

test("kl() equals the reference implementation", async () => {
  const found = await ask(kl, { column: "c" }, categoryRows);
  expect(found.value).toBeCloseTo(expected.kl, 12);
});

test("kl() of equal columns is 0 with p-value 1, of an empty side undefined", async () => {
  const { reference } = categoryRows;
  const same = await ask(kl, { column: "c" }, {
    reference,
    current: reference,
  });
  expect([same.value, same.pValue, same.effect]).toEqual([0, 1, 0]);
  const none = await ask(kl, { column: "c" }, {
    reference,
    current: rowsOf({ c: [null] }),
    types: { c: "VARCHAR" },
  });
  expect(none.unknown).toBe("too little data");
});

test("kl() refuses options out of range", () => {
  expect(() => check(kl, { column: "c" }, anything, { options: { bins: 1.5 } }))
    .toThrow(
      'Cannot use "bins" of "drift/kl": it is 1.5, a whole number from 2 is needed',
    );
  expect(() =>
    check(kl, { column: "c" }, anything, { options: { epsilon: 2 } })
  ).toThrow(
    'Cannot use "epsilon" of "drift/kl": it is 2, a share between 0 and 1 is needed',
  );
});
