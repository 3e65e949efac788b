import { expect, test } from "vitest";
import { beganAt, stepOf } from "../../lib/report/began.ts";
import type { Group } from "../../lib/report/look_closer.ts";

const HOUR = 3600, START = Date.UTC(2026, 2, 14) / 1000;

function hours(shares: readonly (number | undefined)[]) {
  return new Map<string | null, Group>(
    shares.flatMap((share, i) =>
      share === undefined ? [] : [
        [
          String(START / HOUR + i),
          {
            rows: 100,
            since: null,
            sums: [{ n: 100, sum: 100 * share, squares: 100 * share }],
          },
        ] as const,
      ]
    ),
  );
}

test("beganAt() names the hour from which a share holds, gaps in time kept", () => {
  const found = beganAt(
    "ts",
    HOUR,
    hours([0.1, 0.1, undefined, 0.1, 0.4, 0.4, 0.4]),
    0,
    0.1,
  )!;
  expect(found).toMatchObject({
    from: START + 4 * HOUR,
    to: null,
    within: 0.4,
    rest: 0.1,
  });
  expect(found.series.map(({ share }) => share)).toEqual([
    0.1,
    0.1,
    null,
    0.1,
    0.4,
    0.4,
    0.4,
  ]);
});

test("a change from the first hour on has no begin, one that is over has an end", () => {
  expect(beganAt("ts", HOUR, hours([0.4, 0.4, 0.4]), 0, 0.1))
    .toMatchObject({ from: null, to: null });
  expect(beganAt("ts", HOUR, hours([0.4, 0.4, 0.1, 0.1]), 0, 0.1))
    .toMatchObject({ from: null, to: START + 2 * HOUR });
});

test("beganAt() of one hour, of no time and of no change is undefined", () => {
  expect(beganAt("ts", HOUR, hours([0.4]), 0, 0.1)).toBeUndefined();
  expect(beganAt("ts", HOUR, new Map(), 0, 0.1)).toBeUndefined();
  expect(beganAt("ts", HOUR, hours([0.1, 0.1]), 0, 0.1)).toBeUndefined();
});

test("stepOf() is the smallest of minute, hour, day and week for at most 400 stretches", () => {
  expect([HOUR, 86_400, 30 * 86_400, 3 * 365 * 86_400, 1e12].map(stepOf))
    .toEqual([60, 3600, 86_400, 604_800, undefined]);
});
