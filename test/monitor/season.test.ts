import { expect, test } from "vitest";
import { calendarOf, sameSeason, widthOf } from "../../lib/monitor/season.ts";
import { DAY, oneDay, START } from "./count_days.ts";

const days = (many: number, from = 0) =>
  Array.from({ length: many }, (_, i) => oneDay(from + i, {}));

test("calendarOf() matches days by weekday from 14 on, and says so below", () => {
  const { group, matched, notes } = calendarOf(days(14), days(2, 14), "week");
  expect([...group]).toEqual([4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5]);
  expect([matched, notes]).toEqual(["weekday", []]);
  const few = calendarOf(days(13), days(1, 13), "week");
  expect(new Set(few.group)).toEqual(new Set([0]));
  expect(few.notes).toEqual([
    "Weekdays are not matched: the reference has 13 days, 14 are needed",
  ]);
});

test("calendarOf() matches hours by the hour of the week, of the day below 14 days", () => {
  const hours = (many: number) =>
    Array.from({ length: many }, (_, i) => ({
      ...oneDay(0, {}),
      from: START + i * DAY / 24,
      to: START + (i + 1) * DAY / 24,
    }));
  expect(new Set(calendarOf(hours(336), [], "week").group).size).toBe(168);
  const { group, notes } = calendarOf(hours(96), [], "week");
  expect(new Set(group).size).toBe(24);
  expect(notes).toEqual([
    "Matched by the hour of the day only: the reference has 4 days, weekdays need 14",
  ]);
});

test("calendarOf() of a year needs a year, and has four waves", () => {
  expect(calendarOf(days(30), [], "year")).toMatchObject({
    waves: [],
    notes: [
      "The time of the year is not matched: the reference has 30 days, 365 are needed",
    ],
  });
  expect(calendarOf(days(400), [], "year").waves.length).toBe(4);
  expect(calendarOf(days(400), [], "none")).toMatchObject({
    waves: [],
    matched: "nothing",
  });
});

test("sameSeason() keeps 60 days on either side in each year", () => {
  const kept = sameSeason(days(3 * 365), days(1, 3 * 365), "year");
  expect(kept.length).toBe(60 + 120 + 120 + 60);
  expect(sameSeason(days(50), days(1, 50), "year").length).toBe(50);
});

test("widthOf() is the middle length", () => {
  expect(widthOf([...days(2), { from: 0, to: 5 }])).toBe(DAY);
  expect(widthOf([])).toBe(DAY);
});
