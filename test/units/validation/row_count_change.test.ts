import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { rowCountChange } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

test("rowCountChange() is how many times as many rows there are", async () => {
  const reference = rowsOf({ x: [1, 2, 3, 4] });
  expect(await ask(rowCountChange, {}, { reference, current: [{ x: 1 }] }))
    .toMatchObject({ value: 0.25, effect: -0.75 });
  expect(
    (await ask(rowCountChange, {}, { reference, current: reference })).value,
  )
    .toBe(1);
});

test("rowCountChange() against no rows is unknown", async () => {
  expect(
    (await ask(rowCountChange, {}, {
      reference: [],
      current: [{ x: 1 }],
      types: { x: "DOUBLE" },
    })).unknown,
  ).toBe("too little data");
});

test("rowCountChange() takes no role", () => {
  expect(() => check(rowCountChange, { column: "x" } as never, anything))
    .toThrow('role "column" is unknown, this unit takes none');
});
