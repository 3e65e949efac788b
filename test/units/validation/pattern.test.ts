import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { pattern } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const current = rowsOf({
  x: ["ab-1", "cd-2", "it's", null],
  n: [12, 3, 45, null],
});
const asked = (options: object, column = "x") =>
  ask(pattern, { column }, { current, options });

test("pattern() is the share of values that do not match", async () => {
  expect((await asked({ regex: "^[a-z]{2}-\\d$" })).value).toBeCloseTo(
    1 / 3,
    15,
  );
  expect((await asked({ regex: "'" })).value).toBeCloseTo(2 / 3, 15);
  expect((await asked({ like: ["%-_", "it%"] })).value).toBe(0);
  expect((await asked({ regex: "-", negate: true })).details).toMatchObject({
    broken: 2,
  });
});

test("pattern() reads numbers as text", async () => {
  expect((await asked({ regex: "^\\d\\d(\\.0)?$" }, "n")).value)
    .toBeCloseTo(1 / 3, 15);
});

test("pattern() shows a sample of what breaks it, cut to 200 characters", async () => {
  const { details } = await ask(pattern, { column: "x" }, {
    current: rowsOf({ x: ["y".repeat(1000), "</script>"] }),
    options: { regex: "^z" },
  });
  const { values } = details!.evidence as { values: string[] };
  expect(values.toSorted()).toEqual(["</script>", "y".repeat(200)]);
});

test("pattern() without a value is unknown", async () => {
  expect(
    (await ask(pattern, { column: "x" }, {
      current: [{ x: null }],
      types: { x: "VARCHAR" },
      options: { regex: "a" },
    })).unknown,
  ).toBe("too little data");
});

test("pattern() refuses to match nothing", () => {
  expect(() => check(pattern, { column: "x" }, anything)).toThrow(
    'Cannot use "regex" of "validation/pattern": it is null and "like" is empty, one pattern is needed',
  );
});
