import { expect, test } from "vitest";
import { tellUnit } from "../../lib/report/unit_change.ts";

test("tellUnit() names known changes of unit, in both directions", () => {
  expect(tellUnit({ factor: 60, offset: 0 })).toBe(
    "The new values are as if each had been multiplied by 60: minutes that came in seconds, or hours in minutes?",
  );
  expect(tellUnit({ factor: 1 / 1000, offset: 0 })).toBe(
    "The new values are as if each had been divided by 1000: the reverse of thousandths instead of ones: seconds to milliseconds, kilo to one?",
  );
  expect(tellUnit({ factor: 1.8, offset: 32 }))
    .toContain("degrees Celsius that came in Fahrenheit");
  expect(tellUnit({ factor: 1 / 1.8, offset: -32 / 1.8 }))
    .toContain("the reverse of degrees Celsius");
  expect(tellUnit({ factor: 1, offset: 273.15 })).toContain("kelvin");
  expect(tellUnit({ factor: 7, offset: 0 })).toBe(
    "The new values are as if each had been multiplied by 7: a change of unit?",
  );
});
