import { expect, test } from "vitest";
import { check, equalTo } from "../../../lib/check/mod.ts";
import { rowCount } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

test("rowCount() counts all rows, missing values included", async () => {
  const current = rowsOf({ x: [1, null, 3] });
  expect((await ask(rowCount, {}, { current })).value).toBe(3);
});

test("rowCount() of an empty table is 0", async () => {
  expect(
    (await ask(rowCount, {}, { current: [], types: { x: "DOUBLE" } })).value,
  ).toBe(0);
});

test("rowCount() takes no role", () => {
  expect(() => check(rowCount, { column: "x" } as never, equalTo(1))).toThrow(
    'Cannot ask "validation/row_count": role "column" is unknown, this unit takes none',
  );
});
