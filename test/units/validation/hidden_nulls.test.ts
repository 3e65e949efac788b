import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { hiddenNulls } from "../../../lib/units/validation/mod.ts";
import { ask, type Literal, rowsOf } from "../ask.ts";

const asked = async (x: Literal[], exact = true) =>
  await ask(hiddenNulls, { column: "x" }, { current: rowsOf({ x }), exact });
const few = Array.from({ length: 40 }, (_, i) => i % 20);

test("hiddenNulls() sees texts that mean nothing", async () => {
  expect(await asked(["?", " N/A ", "a", "b", null])).toMatchObject({
    value: 0.5,
    details: { counts: { "?": 1, " N/A ": 1 } },
  });
});

test("hiddenNulls() sees numbers that stand apart", async () => {
  expect((await asked([...few, 999, 999])).details!.counts).toEqual({ 999: 2 });
  expect((await asked([...few, -1, -1])).details!.counts).toEqual({ "-1": 2 });
  expect((await asked([...few, 999, 999], false)).details!.counts)
    .toEqual({ 999: 2 });
});

test("hiddenNulls() leaves such numbers alone among their like", async () => {
  expect((await asked(Array.from({ length: 1200 }, (_, i) => i))).value).toBe(
    0,
  );
  expect((await asked(Array.from({ length: 21 }, (_, i) => i - 10))).value)
    .toBe(0);
  expect((await asked([0, 1, -1, 0, 1])).value).toBe(0);
});

test("hiddenNulls() without a value is unknown", async () => {
  expect((await asked([null, NaN])).unknown).toBe("too little data");
});

test("hiddenNulls() refuses one text where a list is needed", () => {
  expect(() =>
    check(hiddenNulls, { column: "x" }, anything, {
      options: { texts: "?" as never },
    })
  ).toThrow(
    'Cannot use option "texts" of "validation/hidden_nulls": it is "?", a list is needed',
  );
});
