import { expect, test } from "vitest";
import { plain, twelveDigits } from "../../lib/check/mod.ts";

test("twelveDigits() keeps 12 significant digits", () => {
  expect(twelveDigits(1 / 3)).toBe(0.333333333333);
  expect(twelveDigits(123456789012345)).toBe(123456789012000);
});

test("plain() makes JSON of maps, typed arrays and what is not finite", () => {
  expect(plain({
    a: NaN,
    b: Infinity,
    c: Float64Array.of(1, 1 / 3),
    d: new Map([["k", 2]]),
    e: undefined,
    f: [null, "x", true],
  })).toEqual({
    a: null,
    b: null,
    c: [1, 0.333333333333],
    d: { k: 2 },
    f: [null, "x", true],
  });
});
