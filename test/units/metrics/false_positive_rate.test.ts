import { expect, test } from "vitest";
import { falsePositiveRate } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import { ask } from "../ask.ts";

const roles = { prediction: "p", label: "y" };

test("falsePositiveRate() of 6 called among 9 is 2/3, and less is better", async () => {
  const found = await ask(falsePositiveRate, roles, {
    current: [
      ...Array(12).fill({ p: 1, y: 1 }),
      ...Array(4).fill({ p: 0, y: 1 }),
      ...Array(6).fill({ p: 1, y: 0 }),
      ...Array(3).fill({ p: 0, y: 0 }),
    ],
  });
  expect(found.value).toBeCloseTo(2 / 3, 14);
  expect(falsePositiveRate.better).toBe("lower");
});

test("falsePositiveRate() without negatives is unknown", async () => {
  const found = await ask(falsePositiveRate, roles, {
    current: Array(9).fill({ p: 1, y: 1 }),
  });
  expect(found.unknown).toBe(
    "false positive rate has nothing to count: no row is in its base",
  );
});

test("falsePositiveRate() refuses an unknown average", () => {
  expect(() =>
    check(falsePositiveRate, roles, anything, {
      options: { average: "median" },
    })
  ).toThrow(
    new RangeError(
      'Cannot use "average" of "metrics/false_positive_rate": it is "median", "binary", "macro", "micro", "weighted" or null is needed',
    ),
  );
});
