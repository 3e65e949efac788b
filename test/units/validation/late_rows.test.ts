import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { lateRows } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const at = (hour: number) => new Date(Date.UTC(2024, 0, 1, hour));
const roles = { time: "t", arrival: "a" };

test("lateRows() is the share of rows that came too late", async () => {
  const answer = await ask(lateRows, roles, {
    current: rowsOf({
      t: [at(0), at(1), at(2), at(3)],
      a: [at(1), at(9), at(2), null],
    }),
    options: { after: 3600 },
  });
  expect(answer).toMatchObject({ details: { broken: 1 }, n: { current: 3 } });
  expect(answer.value).toBeCloseTo(1 / 3, 15);
});

test("lateRows() without arrivals is unknown", async () => {
  expect(
    (await ask(lateRows, roles, {
      current: rowsOf({ t: [at(0)], a: [null] }),
      types: { a: "TIMESTAMP" },
    })).unknown,
  ).toBe("too little data");
});

test("lateRows() refuses a negative delay", () => {
  expect(() => check(lateRows, roles, anything, { options: { after: -1 } }))
    .toThrow(
      'Cannot use "after" of "validation/late_rows": it is -1, seconds from 0 are needed',
    );
});
