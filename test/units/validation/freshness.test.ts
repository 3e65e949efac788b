import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { freshness } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const current = rowsOf({
  t: [new Date("2024-05-01T00:00:00Z"), new Date("2024-05-02T12:00:00Z"), null],
});
const asked = (now: string | null) =>
  ask(freshness, { time: "t" }, { current, options: { now } });

test("freshness() is the age of the newest row in seconds", async () => {
  expect(await asked("2024-05-02T13:00:00Z")).toMatchObject({
    value: 3600,
    details: { newest: "2024-05-02T12:00:00.000Z" },
  });
  expect((await asked("2024-05-02T13:00:00")).value).toBe(3600);
});

test("freshness() of rows in the future is negative", async () => {
  expect((await asked("2024-05-02")).value).toBe(-43_200);
});

test("freshness() without now or without a time is unknown", async () => {
  expect((await asked(null)).unknown).toBe('option "now" was not given');
  expect(
    (await ask(freshness, { time: "t" }, {
      current: [],
      types: { t: "TIMESTAMP" },
      options: { now: "2024-01-01" },
    })).unknown,
  ).toBe("too little data");
});

test("freshness() refuses a now that is no time", () => {
  expect(() =>
    check(freshness, { time: "t" }, anything, { options: { now: "today" } })
  ).toThrow(
    'Cannot use "now" of "validation/freshness": it is "today", a time as ISO text is needed',
  );
});
