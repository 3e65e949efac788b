import { expect, test } from "vitest";
import { precisionAtCapacity } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import { ask } from "../ask.ts";

const roles = { score: "s", label: "y" };

test("precisionAtCapacity() counts the highest scores, a tie at the edge by its share", async () => {
  const found = await ask(precisionAtCapacity, roles, {
    current: [{ s: 3, y: 1 }, { s: 2, y: 1 }, { s: 2, y: 0 }, { s: 1, y: 1 }],
    options: { capacity: 2 },
  });
  expect(found.value).toBeCloseTo((1 + 1 / 2) / 2, 14);
  expect(found.details!.reached).toBeCloseTo(1.5 / 3, 14);
});

test("precisionAtCapacity() without labels is unknown", async () => {
  const found = await ask(precisionAtCapacity, roles, {
    current: [{ s: 1, y: null }],
    types: { y: "DOUBLE" },
  });
  expect(found.unknown).toBe(
    "no row has both a score and a 0/1 label",
  );
});

test("precisionAtCapacity() refuses a capacity of 0", () => {
  expect(() =>
    check(precisionAtCapacity, roles, anything, { options: { capacity: 0 } })
  ).toThrow(
    new RangeError(
      'Cannot use "capacity" of "metrics/precision_at_capacity": it is 0, a whole number from 1 is needed',
    ),
  );
});
