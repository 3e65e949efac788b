import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { combination } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const current = rowsOf({
  a: [1, 1, 2, null, null],
  b: ["x", "y", "x", "x", null],
});
const asked = (
  skipMissing: string,
  values = [[1, "x"], [2, "x"]] as (string | number | null)[][],
) =>
  ask(combination, { columns: ["a", "b"] }, {
    current,
    options: { values, skipMissing },
  });

test("combination() is the share of rows with another combination", async () => {
  expect((await asked("any")).value).toBeCloseTo(1 / 3, 15);
  expect((await asked("all")).value).toBe(0.5);
  expect((await asked("never")).value).toBe(0.6);
});

test("combination() matches a missing value by null only", async () => {
  expect(
    (await asked("all", [[1, "x"], [1, "y"], [2, "x"], [null, "x"]])).value,
  )
    .toBe(0);
});

test("combination() shows the rows that break it", async () => {
  expect((await asked("any")).details).toMatchObject({
    broken: 1,
    evidence: { values: ["1.0, y"] },
  });
});

test("combination() refuses another way to skip", () => {
  expect(() =>
    check(combination, { columns: ["a"] }, anything, {
      options: { skipMissing: "some" },
    })
  ).toThrow(
    'Cannot use "skipMissing" of "validation/combination": it is "some", one of "any", "all", "never" is needed',
  );
});
