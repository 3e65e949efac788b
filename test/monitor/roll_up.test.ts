import { expect, test } from "vitest";
import { rollUp, type WindowCounts } from "../../lib/monitor/mod.ts";

const DAY = 86_400_000;

test("rollUp() of two days holds the rows of both", () => {
  expect(rollUp([day(0, [1, 3], 1), day(1, [2, 5], 0)])).toEqual({
    from: 0,
    to: 2 * DAY,
    rows: 20,
    columns: new Map([["x", {
      kind: "number",
      rows: 20,
      nulls: 1,
      keys: ["1", "2"],
      counts: Float64Array.of(3, 8),
    }]]),
  });
});

test("rollUp() leaves the windows it was given as they are", () => {
  const first = day(0, [1, 3], 1);
  rollUp([first, day(1, [2, 5], 0)]);
  expect(first).toEqual(day(0, [1, 3], 1));
});

test("rollUp() is the same in any grouping", () => {
  const [a, b, c] = [day(0, [1, 3], 1), day(1, [2, 5], 0), day(2, [4, 9], 1)];
  expect(rollUp([rollUp([a, b]), c])).toEqual(rollUp([a, rollUp([b, c])]));
});

test("rollUp() names what it lacks", () => {
  expect(() => rollUp([])).toThrow(
    "Cannot roll up windows: there are none, one or more are needed",
  );
  const other = day(1, [2, 5], 0, ["1", "3"]);
  expect(() => rollUp([day(0, [1, 3], 1), other])).toThrow(
    'Cannot roll up "x": its keys differ between windows, the same keys are needed',
  );
});

function day(
  at: number,
  counts: readonly number[],
  nulls: number,
  keys = ["1", "2"],
): WindowCounts {
  const column = {
    kind: "number" as const,
    rows: 10,
    nulls,
    keys,
    counts: Float64Array.from(counts),
  };
  return {
    from: at * DAY,
    to: (at + 1) * DAY,
    rows: 10,
    columns: new Map([["x", column]]),
  };
}
