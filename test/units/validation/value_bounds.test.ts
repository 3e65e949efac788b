import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { valueBounds } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const current = rowsOf({
  n: [1, 2, 3, null],
  t: ["2024-01-01", "2024-02-01", "2024-03-01"].map((d) => new Date(d)),
  s: ["9", "10", "x", null],
});
const asked = async (column: string, options: object) =>
  (await ask(valueBounds, { column }, { current, options })).value;

test("valueBounds() is the share beyond the bounds, as the column's kind", async () => {
  expect(await asked("n", { min: 2 })).toBeCloseTo(1 / 3, 15);
  expect(await asked("n", { min: 2, strictMin: true })).toBeCloseTo(2 / 3, 15);
  expect(await asked("t", { max: "2024-02-01" })).toBeCloseTo(1 / 3, 15);
  expect(await asked("s", { min: "a" })).toBeCloseTo(2 / 3, 15);
});

test("valueBounds() compares texts with a number bound as numbers", async () => {
  expect(await asked("s", { max: 9 })).toBeCloseTo(2 / 3, 15);
});

test("valueBounds() without a value is unknown", async () => {
  expect(
    (await ask(valueBounds, { column: "n" }, {
      current: [{ n: null }],
      options: { min: 0 },
    })).unknown,
  ).toBe("too little data");
});

test("valueBounds() refuses bounds that nothing keeps", () => {
  expect(() =>
    check(valueBounds, { column: "n" }, anything, {
      options: { min: 2, max: 1 },
    })
  ).toThrow(
    'Cannot use "min" of "validation/value_bounds": it is 2 and "max" is 1, one bound is needed and min at most max',
  );
});
