import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { setMembership } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const current = rowsOf({ c: ["a", "b", "o'c", null], n: [1, 2, 2, 3] });
const asked = (column: string, values: (string | number)[], negate = false) =>
  ask(setMembership, { column }, { current, options: { values, negate } });

test("setMembership() is the share of values outside the set", async () => {
  expect(await asked("c", ["a", "o'c"])).toMatchObject({
    n: { current: 3 },
    details: { broken: 1, evidence: { values: ["b"] } },
  });
  expect((await asked("n", [1, 2])).value).toBe(0.25);
  expect((await asked("n", ["1", "2"])).value).toBe(0.25);
});

test("setMembership() with negate is the share inside", async () => {
  expect((await asked("n", [2], true)).value).toBe(0.5);
  expect((await asked("n", [], true)).value).toBe(0);
  expect((await asked("n", [])).value).toBe(1);
});

test("setMembership() without a value is unknown", async () => {
  expect(
    (await ask(setMembership, { column: "c" }, {
      current: [{ c: null }],
      options: { values: ["a"] },
    })).unknown,
  ).toBe("too little data");
});

test("setMembership() refuses a text where a list is needed", () => {
  expect(() =>
    check(setMembership, { column: "c" }, anything, {
      options: { values: "a" as never },
    })
  ).toThrow(
    'Cannot use option "values" of "validation/set_membership": it is "a", a list is needed',
  );
});
