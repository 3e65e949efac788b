import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { uniqueness } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

test("uniqueness() is the share of distinct keys, with those that repeat", async () => {
  const answer = await ask(uniqueness, { keys: ["a", "b"] }, {
    current: rowsOf({ a: [1, 1, 1, 2, null], b: ["x", "x", "y", "x", "x"] }),
  });
  expect(answer).toMatchObject({
    value: 0.75,
    n: { current: 4 },
    details: { distinct: 3, repeated: 1, evidence: { keys: { "1.0, x": 2 } } },
  });
});

test("uniqueness() of an id is 1", async () => {
  const answer = await ask(uniqueness, { keys: ["id"] }, {
    current: rowsOf({ id: ["a", "b", "c"] }),
  });
  expect(answer.value).toBe(1);
  expect(answer.details!.explanation).toBe(
    "Each of 3 rows has a key of its own",
  );
});

test("uniqueness() without keys is unknown", async () => {
  expect(
    (await ask(uniqueness, { keys: ["id"] }, {
      current: rowsOf({ id: [null] }),
    }))
      .unknown,
  ).toBe("too little data");
});

test("uniqueness() needs keys", () => {
  expect(() => check(uniqueness, {} as never, anything)).toThrow(
    'Cannot ask "validation/uniqueness": role "keys" is missing, needed are "keys"',
  );
});
