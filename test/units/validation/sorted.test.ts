import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { sorted } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const asked = (x: (number | null)[], options = {}) =>
  ask(sorted, { column: "x", order: "i" }, {
    current: rowsOf({ x, i: x.map((_, i) => i) }),
    types: { x: "DOUBLE" },
    options,
  });

test("sorted() is the share of values below their forerunner", async () => {
  expect((await asked([1, 2, null, 2, 1, 5])).value).toBe(0.2);
  expect((await asked([1, 2, 2, 3], { strictly: true })).value).toBe(0.25);
  expect((await asked([3, 2, 1], { descending: true })).value).toBe(0);
});

test("sorted() follows the ordering column, not the rows", async () => {
  const { value } = await ask(sorted, { column: "x", order: "i" }, {
    current: rowsOf({ x: [3, 1, 2], i: [3, 1, 2] }),
  });
  expect(value).toBe(0);
});

test("sorted() of no value is unknown", async () => {
  expect((await asked([null])).unknown).toBe("too little data");
});

test("sorted() needs a column that orders the rows", () => {
  expect(() => check(sorted, { column: "x" } as never, anything)).toThrow(
    'Cannot ask "validation/sorted": role "order" is missing, needed are "column", "order"',
  );
});
