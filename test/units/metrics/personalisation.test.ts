import { expect, test } from "vitest";
import { personalisation } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { recommended } from "./recommended.ts";

const roles = { query: "u", item: "i", score: "s" };

test("personalisation() of equal lists is 0", async () => {
  const { value } = await ask(personalisation, roles, {
    current: [1, 2, 3].flatMap((u) => [{ u, i: 1, s: 2 }, { u, i: 2, s: 1 }]),
  });
  expect(value).toBeCloseTo(0, 14);
});

test("personalisation() equals a plain loop in Python", async () => {
  const found = await ask(personalisation, roles, {
    current: recommended,
    options: { k: 4 },
  });
  expect(found.value).toBeCloseTo(golden.recommendation.personalisation, 12);
  expect(found.interval![0]).toBeLessThan(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("personalisation() without scores is unknown", async () => {
  const { unknown } = await ask(personalisation, roles, {
    current: [{ ...recommended[0]!, s: null }],
    types: { s: "DOUBLE" },
  });
  expect(unknown).toBe("at least two queries with items are needed");
});

test("personalisation() refuses a length of 0", () => {
  expect(() => check(personalisation, roles, anything, { options: { k: 0 } }))
    .toThrow(
      new RangeError(
        'Cannot use "k" of "metrics/personalisation": it is 0, a whole number from 1 or null is needed',
      ),
    );
});
