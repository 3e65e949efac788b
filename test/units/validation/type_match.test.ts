import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { typeMatch } from "../../../lib/units/validation/mod.ts";
import { ask } from "../ask.ts";

const asked = async (types: string[], type: string) =>
  (await ask(typeMatch, { column: "x" }, {
    current: [{ x: null }],
    types: { x: type },
    options: { types },
  })).value;

test("typeMatch() is 0 for a type, its name without parameters, or its kind", async () => {
  expect(await asked(["BIGINT"], "BIGINT")).toBe(0);
  expect(await asked(["decimal"], "DECIMAL(10,2)")).toBe(0);
  expect(await asked(["number"], "DOUBLE")).toBe(0);
  expect(await asked(["BIGINT", "category"], "DOUBLE")).toBe(1);
});

test("typeMatch() refuses an empty list", () => {
  expect(() => check(typeMatch, { column: "x" }, anything)).toThrow(
    'Cannot use "types" of "validation/type_match": it is empty, at least one type is needed',
  );
});
