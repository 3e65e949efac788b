import { expect, test } from "vitest";
import { followsWindows } from "../../lib/monitor/follows_windows.ts";
import { numbers, values } from "./count_days.ts";

const many = Array.from({ length: 28 }, (_, i) => i);

test("followsWindows() of a counter is a reason, of a weekday none", () => {
  const counter = many.map((at) =>
    numbers(50, many, many.map((edge) => edge < at ? 0 : 50))
  );
  expect(followsWindows(counter)).toBe(
    "it follows time: each window has values of its own",
  );
  const weekday = many.map((at) =>
    numbers(
      50,
      [0, 1, 2, 3, 4, 5, 6],
      many.slice(0, 7).map((edge) => edge < at % 7 ? 0 : 50),
    )
  );
  expect(followsWindows(weekday)).toBeUndefined();
});

test("followsWindows() of a date written as text is a reason", () => {
  const dates = many.map((at) =>
    values(
      50,
      Object.fromEntries(many.map((day) => [`d${day}`, day === at ? 50 : 0])),
    )
  );
  expect(followsWindows(dates)).toBeDefined();
});

test("followsWindows() of a change of all values half way is none", () => {
  const changed = many.map((at) =>
    values(50, { a: at < 14 ? 50 : 0, b: at < 14 ? 0 : 50 })
  );
  expect(followsWindows(changed)).toBeUndefined();
  expect(followsWindows(changed.slice(0, 3))).toBeUndefined();
});
