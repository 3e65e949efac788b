import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { conforms } from "../../../lib/units/validation/json_conforms.ts";
import { jsonSchema } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const schema = JSON.stringify({
  type: "object",
  properties: { a: { type: "integer", minimum: 1 } },
  required: ["a"],
});

test("jsonSchema() is the share of texts that break the schema", async () => {
  const answer = await ask(jsonSchema, { column: "x" }, {
    current: rowsOf({ x: ['{"a":1}', '{"a":0}', "{", '{"a":1}', null] }),
    options: { schema },
  });
  expect(answer).toMatchObject({
    value: 0.5,
    details: { broken: 2, evidence: { values: ["{", '{"a":0}'] } },
  });
});

test("conforms() knows the usual keywords", () => {
  expect(conforms({ enum: [1, [2]] }, [2])).toBe(true);
  expect(conforms({ type: ["string", "null"], maxLength: 2 }, "abc")).toBe(
    false,
  );
  expect(conforms({ items: { type: "number" }, minItems: 1 }, [1, "x"])).toBe(
    false,
  );
  expect(conforms({ oneOf: [{ type: "number" }, { minimum: 3 }] }, 4)).toBe(
    false,
  );
  expect(conforms({ not: { const: 1 } }, 2)).toBe(true);
  expect(
    conforms({ properties: { a: {} }, additionalProperties: false }, { b: 1 }),
  ).toBe(false);
});

test("jsonSchema() without a text is unknown", async () => {
  expect(
    (await ask(jsonSchema, { column: "x" }, {
      current: [{ x: null }],
      types: { x: "VARCHAR" },
    })).unknown,
  ).toBe("too little data");
});

test("jsonSchema() refuses what it would pass over", () => {
  const build = (schema: string) =>
    check(jsonSchema, { column: "x" }, anything, { options: { schema } });
  expect(() => build('{"dependentRequired":{}}')).toThrow(
    'Cannot use JSON schema keyword "dependentRequired": known are "type", "enum"',
  );
  expect(() => build("{")).toThrow(
    'Cannot use "schema" of "validation/json_schema": it is "{", JSON is needed',
  );
});
