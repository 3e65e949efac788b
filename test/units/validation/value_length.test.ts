import { expect, test } from "vitest";
import { anything, check, run } from "../../../lib/check/mod.ts";
import { valueLength } from "../../../lib/units/validation/mod.ts";
import { column, rawSql } from "../../../lib/table/mod.ts";
import { ask, engine, rowsOf } from "../ask.ts";

test("valueLength() counts characters, not bytes", async () => {
  const { value } = await ask(valueLength, { column: "x" }, {
    current: rowsOf({ x: ["abc", "äöü", "é", "🙂🙂🙂", null] }),
    options: { min: 2, max: 3 },
  });
  expect(value).toBe(0.25);
});

test("valueLength() counts the items of a list", async () => {
  const table = {
    name: "lists",
    engine: await engine(),
    relation: rawSql("(select unnest([[1], [1, 2, 3], []]) x)"),
    columns: [column("x", "INTEGER[]")],
    files: [],
    notes: [],
  };
  const { results } = await run([
    check(valueLength, { column: "x" }, anything, { options: { min: 1 } }),
  ], { current: table });
  expect(results[0]!.value).toBeCloseTo(1 / 3, 11);
});

test("valueLength() without a value is unknown", async () => {
  expect(
    (await ask(valueLength, { column: "x" }, {
      current: [{ x: null }],
      types: { x: "VARCHAR" },
      options: { max: 1 },
    })).unknown,
  ).toBe("too little data");
});

test("valueLength() refuses limits that nothing keeps", () => {
  expect(() =>
    check(valueLength, { column: "x" }, anything, {
      options: { min: 3, max: 1 },
    })
  ).toThrow(
    'Cannot use "min" of "validation/value_length": it is 3 and "max" is 1, one limit is needed and min at most max',
  );
});
