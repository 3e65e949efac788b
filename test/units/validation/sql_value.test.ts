import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { sqlValue } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const asked = (query: string, reference?: ReturnType<typeof rowsOf>) =>
  ask(sqlValue, {}, {
    current: rowsOf({ debit: [1, 2, 3], credit: [3, 2, 0] }),
    reference,
    options: { query },
  });

test("sqlValue() is what the query gives", async () => {
  expect(
    (await asked("select sum(debit) - sum(credit) from current")).value,
  )
    .toBe(1);
});

test("sqlValue() sees the reference beside the current table", async () => {
  const query =
    "select count(*) from current where debit not in (select debit from reference)";
  expect((await asked(query, rowsOf({ debit: [1] }))).value).toBe(2);
});

test("sqlValue() of null or no row is unknown", async () => {
  expect((await asked("select null")).unknown).toBe("too little data");
  expect((await asked("select debit from current where false")).unknown)
    .toBe("too little data");
});

test("sqlValue() refuses an empty query", () => {
  expect(() => check(sqlValue, {}, anything, { options: { query: " " } }))
    .toThrow(
      'Cannot use "query" of "validation/sql_value": it is empty, a query that gives one number is needed',
    );
});
