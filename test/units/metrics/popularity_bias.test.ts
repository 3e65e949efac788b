import { expect, test } from "vitest";
import { popularityBias } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { recommended, taken } from "./recommended.ts";

const roles = { query: "u", item: "i", score: "s" };

test("popularityBias() of offering what all took, beside what half took, is above 1", async () => {
  const { value } = await ask(popularityBias, roles, {
    current: [{ u: 1, i: 1, s: 1 }],
    reference: [{ u: 1, i: 1 }, { u: 2, i: 1 }, { u: 2, i: 2 }],
  });
  expect(value).toBeCloseTo(1 / ((1 + 1 + 0.5) / 3), 14);
});

test("popularityBias() equals a plain loop in Python", async () => {
  const found = await ask(popularityBias, roles, {
    current: recommended,
    reference: taken,
    options: { k: 4 },
  });
  expect(found.value).toBeCloseTo(golden.recommendation.popularity_bias, 12);
  expect(found.interval![0]).toBeLessThan(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("popularityBias() without scores is unknown", async () => {
  const { unknown } = await ask(popularityBias, roles, {
    current: [{ ...recommended[0]!, s: null }],
    types: { s: "DOUBLE" },
    reference: taken,
  });
  expect(unknown).toBe(
    "no query has an item with a score, or the reference has no rows",
  );
});

test("popularityBias() refuses a length of 0", () => {
  expect(() => check(popularityBias, roles, anything, { options: { k: 0 } }))
    .toThrow(
      new RangeError(
        'Cannot use "k" of "metrics/popularity_bias": it is 0, a whole number from 1 or null is needed',
      ),
    );
});
