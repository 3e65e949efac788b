import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { random } from "../../../lib/math/mod.ts";
import { wasserstein } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { expected, numberRows } from "./golden.ts";

test("wasserstein() of a shift by 3 is 3, in reference deviations the effect", async () => {
  const { value, effect } = await ask(wasserstein, { column: "x" }, {
    reference: rowsOf({ x: [0, 2] }),
    current: rowsOf({ x: [3, 5] }),
  });
  expect([value, effect]).toEqual([3, 3]);
});

test("wasserstein() equals scipy's distance", async () => {
  const found = await ask(wasserstein, { column: "x" }, numberRows);
  expect(found.value).toBeCloseTo(expected.wasserstein.value, 12);
  expect(found.effect).toBeCloseTo(expected.wasserstein.effect, 12);
});

test("wasserstein() of equal worlds has a p-value under 5 % about one time in twenty", async () => {
  const draw = random(11);
  let low = 0;
  for (let i = 0; i < 200; i++) {
    const side = (n: number) =>
      rowsOf({ x: Array.from({ length: n }, () => draw.normal()) });
    const { pValue } = await ask(wasserstein, { column: "x" }, {
      reference: side(50),
      current: side(50),
    });
    if (pValue! < 0.05) low++;
  }
  expect(low).toBeGreaterThanOrEqual(3);
  expect(low).toBeLessThanOrEqual(20);
});

test("wasserstein() from a constant is infinitely many deviations, of equal constants 0", async () => {
  const x = (value: number) => rowsOf({ x: [value, value, value] });
  const moved = await ask(wasserstein, { column: "x" }, {
    reference: x(2011),
    current: x(2012),
  });
  expect([moved.value, moved.effect]).toEqual([1, Infinity]);
  const same = await ask(wasserstein, { column: "x" }, {
    reference: x(7),
    current: x(7),
  });
  expect([same.value, same.effect, same.pValue]).toEqual([0, 0, 1]);
});

test("wasserstein() refuses a negative floor", () => {
  expect(() =>
    check(wasserstein, { column: "x" }, anything, { options: { floor: -1 } })
  )
    .toThrow(
      'Cannot use "floor" of "drift/wasserstein": it is -1, 0 or more is needed',
    );
});
