import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { schemaConformance } from "../../../lib/units/validation/mod.ts";
import { ask } from "../ask.ts";

test("schemaConformance() counts columns that are missing, unforeseen or of another type", async () => {
  const answer = await ask(schemaConformance, {}, {
    current: [{ a: 1, b: "x", c: true }],
    options: {
      columns: [
        { name: "a", type: "BIGINT" },
        { name: "b", type: "VARCHAR" },
        { name: "d", type: "DOUBLE" },
      ],
    },
  });
  expect(answer).toMatchObject({
    value: 3,
    effect: 1,
    details: {
      explanation:
        "d is missing, c is not foreseen, a is DOUBLE instead of BIGINT",
    },
  });
});

test("schemaConformance() of what is wanted is 0, rows or none", async () => {
  const answer = await ask(schemaConformance, {}, {
    current: [],
    types: { a: "DOUBLE" },
    options: { columns: [{ name: "a", type: "DOUBLE" }] },
  });
  expect(answer.value).toBe(0);
});

test("schemaConformance() refuses an option it does not know", () => {
  expect(() =>
    check(schemaConformance, {}, anything, { options: { column: 1 } as never })
  ).toThrow(
    'Cannot use option "column" of "validation/schema_conformance": it is unknown, known are "columns", "allowed"',
  );
});
