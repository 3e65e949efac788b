import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { parseable } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const asked = async (as: string, x: (string | null)[]) =>
  await ask(parseable, { column: "x" }, {
    current: rowsOf({ x }),
    types: { x: "VARCHAR" },
    options: { as },
  });

test("parseable() is the share of texts that cannot be read", async () => {
  expect((await asked("number", ["1", " 2.5e3 ", "x", "", null])).value).toBe(
    0.5,
  );
  expect(
    (await asked("date", ["2024-02-29", "31/01/2010", "2024-02-30"])).value,
  )
    .toBeCloseTo(1 / 3, 15);
  expect((await asked("json", ['{"a":1}', "[1]", "{a}"])).value)
    .toBeCloseTo(1 / 3, 15);
  expect((await asked("boolean", ["true", "f", "maybe", "1"])).value).toBe(
    0.25,
  );
});

test("parseable() without a value is unknown", async () => {
  expect((await asked("date", [null])).unknown).toBe("too little data");
});

test("parseable() refuses another kind", () => {
  expect(() =>
    check(parseable, { column: "x" }, anything, { options: { as: "uuid" } })
  ).toThrow(
    'Cannot use "as" of "validation/parseable": it is "uuid", one of "json", "number", "boolean", "date" is needed',
  );
});
