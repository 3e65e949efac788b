import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { mannWhitney } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { expected, numberRows } from "./golden.ts";

test("mannWhitney() of 1, 2, 3 and 2, 4 is 1/2: 4 1/2 of 6 pairs lie higher", async () => {
  const { value, details } = await ask(mannWhitney, { column: "x" }, {
    reference: rowsOf({ x: [1, 2, 3] }),
    current: rowsOf({ x: [2, 4] }),
  });
  expect(value).toBeCloseTo(0.5, 12);
  expect(details!.u).toBe(1.5);
});

test("mannWhitney() equals scipy's U and two-sided p-value", async () => {
  const found = await ask(mannWhitney, { column: "x" }, numberRows);
  expect(found.details!.u).toBe(expected.mann_whitney.u);
  expect(found.pValue! / expected.mann_whitney.pValue).toBeCloseTo(1, 9);
  const [low, high] = found.interval!;
  expect(low).toBeLessThan(found.value!);
  expect(high).toBeGreaterThan(found.value!);
});

test("mannWhitney() of equal constants is 0 with p-value 1", async () => {
  const same = rowsOf({ x: [7, 7] });
  const found = await ask(mannWhitney, { column: "x" }, {
    reference: same,
    current: same,
  });
  expect([found.value, found.pValue]).toEqual([0, 1]);
});

test("mannWhitney() refuses an unknown alternative", () => {
  expect(() =>
    check(mannWhitney, { column: "x" }, anything, {
      options: { alternative: "up" },
    })
  ).toThrow(
    'Cannot use "alternative" of "drift/mann_whitney": it is "up", one of "two-sided", "less", "greater" is needed',
  );
});
