import { expect, test } from "vitest";
import { rollUpsOf } from "../../lib/monitor/mod.ts";
import { startOf } from "../../lib/monitor/budget.ts";
import { DAY, START } from "./count_days.ts";

test("rollUpsOf() spends the budget once over all lengths", () => {
  for (const width of [DAY / 24, DAY, 7 * DAY, DAY / 4]) {
    const spent = rollUpsOf(width, { episodes: 1, days: 900 }).map((
      { level, length },
    ) => level * 900 * DAY / length);
    expect(spent.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  }
});

test("rollUpsOf() of days are day, week, month", () => {
  expect(
    rollUpsOf(DAY).map(({ name, windows }) => [name, windows]),
  ).toEqual([["day", 1], ["week", 7], ["month", 28]]);
  expect(rollUpsOf(DAY)[0]!.level).toBeCloseTo(1 / 270, 12);
  expect(rollUpsOf(5 * DAY).map(({ name }) => name)).toEqual(["window"]);
});

test("rollUpsOf() refuses a budget of nothing", () => {
  expect(() => rollUpsOf(DAY, { episodes: 0, days: 90 })).toThrow(
    "Cannot spend a budget of 0 episodes in 90 days: more than 0 of both is needed",
  );
});

test("startOf() begins weeks on Monday", () => {
  for (const days of [0, 3, 6]) {
    expect(startOf(START + days * DAY, 7 * DAY)).toBe(START);
  }
  expect(startOf(START - 1, 7 * DAY)).toBe(START - 7 * DAY);
});
