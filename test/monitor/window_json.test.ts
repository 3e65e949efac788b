import { expect, test } from "vitest";
import { windowFromJson, windowToJson } from "../../lib/monitor/mod.ts";
import { numbers, oneDay, values } from "./count_days.ts";

const day = oneDay(3, {
  x: numbers(10, [1, 2], [4, 8], 1),
  y: values(10, { a: 3, b: 6 }),
});
const plan = {
  columns: [
    { name: "x", kind: "number", keys: ["1", "2"] },
    { name: "gone", kind: "number", keys: ["1"] },
    { name: "y", kind: "category", keys: ["a", "b"] },
  ],
} as const;

test("windowFromJson() gives back what windowToJson() took, through text", () => {
  const text = JSON.stringify(windowToJson(day, plan));
  expect(windowFromJson(JSON.parse(text), plan)).toEqual(day);
});

test("windowFromJson() refuses counts of another plan", () => {
  const other = {
    columns: [{ ...plan.columns[0], keys: ["1"] }, ...plan.columns.slice(1)],
  };
  expect(() => windowFromJson(windowToJson(day, plan), other)).toThrow(
    'Cannot read the counts of "x": 2 are stored, 1 are needed',
  );
});
