import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { latePartitions } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const days = (counts: number[]) =>
  rowsOf({
    t: counts.flatMap((n, day) =>
      Array.from(
        { length: n },
        (_, i) => new Date(Date.UTC(2024, 0, 1 + day, i)),
      )
    ),
  });
const asked = (counts: number[], options = {}) =>
  ask(latePartitions, { time: "t" }, { current: days(counts), options });

test("latePartitions() names missing days and days that lost their rows", async () => {
  expect(await asked([20, 20, 0, 20, 1, 20])).toMatchObject({
    value: 2,
    details: {
      partitions: 6,
      missing: ["2024-01-03T00:00:00.000Z"],
      dropped: ["2024-01-05T00:00:00.000Z"],
    },
  });
});

test("latePartitions() lets the last day be under way unless an end is given", async () => {
  expect((await asked([20, 20, 1])).value).toBe(0);
  expect((await asked([20, 20, 1], { to: "2024-01-04" })).value).toBe(1);
  expect((await asked([20, 20], { to: "2024-01-05" })).value).toBe(2);
});

test("latePartitions() without a time is unknown", async () => {
  expect(
    (await ask(latePartitions, { time: "t" }, {
      current: [],
      types: { t: "TIMESTAMP" },
    })).unknown,
  ).toBe("too little data");
});

test("latePartitions() refuses partitions of no length", () => {
  expect(() =>
    check(latePartitions, { time: "t" }, anything, { options: { every: 0 } })
  ).toThrow(
    'Cannot use "every" of "validation/late_partitions": it is 0, seconds above 0 are needed',
  );
});
