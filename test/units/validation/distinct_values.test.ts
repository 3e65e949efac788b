import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { distinctValues } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const asked = (
  relation: string,
  c: (string | null)[] = ["a", "b", "b", null],
) =>
  ask(distinctValues, { column: "c" }, {
    current: rowsOf({ c }),
    types: { c: "VARCHAR" },
    options: { values: ["a", "z"], relation },
  });

test("distinctValues() counts values on either side only", async () => {
  expect((await asked("within")).value).toBe(1);
  expect((await asked("containing")).value).toBe(1);
  expect(await asked("equal")).toMatchObject({
    value: 2,
    details: { distinct: 2, extra: ["b"], lacking: ["z"] },
  });
});

test("distinctValues() of a column without values is the empty set", async () => {
  expect((await asked("within", [null])).value).toBe(0);
  expect((await asked("containing", [null])).value).toBe(2);
});

test("distinctValues() refuses another relation", () => {
  expect(() =>
    check(distinctValues, { column: "c" }, anything, {
      options: { relation: "like" },
    })
  ).toThrow(
    'Cannot use "relation" of "validation/distinct_values": it is "like", one of "within", "containing", "equal" is needed',
  );
});
