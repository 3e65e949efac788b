import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { columnCount } from "../../../lib/units/validation/mod.ts";
import { ask } from "../ask.ts";

test("columnCount() counts columns, with or without rows", async () => {
  expect((await ask(columnCount, {}, { current: [{ a: 1, b: null }] })).value)
    .toBe(2);
  expect(
    (await ask(columnCount, {}, { current: [], types: { a: "DOUBLE" } })).value,
  ).toBe(1);
});

test("columnCount() has no options", () => {
  expect(() => check(columnCount, {}, anything, { options: { n: 1 } as never }))
    .toThrow(
      'Cannot use option "n" of "validation/column_count": it is unknown, this unit has none',
    );
});
