import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { sqlCheck } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const current = rowsOf({
  fare: [5, -1, -2, null],
  refund: [false, true, false, false],
});
const asked = (options: object) => ask(sqlCheck, {}, { current, options });

test("sqlCheck() is the share of rows that break a condition", async () => {
  expect(await asked({ holds: "fare >= 0 or refund" })).toMatchObject({
    value: 0.25,
    details: { broken: 1 },
  });
  expect((await asked({ holds: "fare >= 0", where: "not refund" })).value)
    .toBeCloseTo(1 / 3, 15);
});

test("sqlCheck() names the rows by their id", async () => {
  const { details } = await ask(sqlCheck, {}, {
    current: rowsOf({ id: [7n, 8n], x: [1, -1] }),
    rowId: "id",
    options: { holds: "x > 0" },
  });
  expect(details!.evidence).toMatchObject({ rows: ["8"] });
});

test("sqlCheck() of no rows is unknown", async () => {
  expect((await asked({ holds: "fare > 0", where: "fare > 100" })).unknown)
    .toBe(
      "too little data",
    );
});

test("sqlCheck() refuses an empty condition", () => {
  expect(() => check(sqlCheck, {}, anything)).toThrow(
    'Cannot use "holds" of "validation/sql_check": it is empty, a condition in SQL is needed',
  );
});
