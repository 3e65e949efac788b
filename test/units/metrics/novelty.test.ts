import { expect, test } from "vitest";
import { novelty } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { recommended, taken } from "./recommended.ts";

const roles = { query: "u", item: "i", score: "s" };

test("novelty() of an item that half of the users had is one bit", async () => {
  const { value } = await ask(novelty, roles, {
    current: [{ u: 1, i: 1, s: 1 }],
    reference: [{ u: 1, i: 1 }, { u: 2, i: 2 }],
  });
  expect(value).toBeCloseTo(1, 14);
});

test("novelty() equals a plain loop in Python", async () => {
  const found = await ask(novelty, roles, {
    current: recommended,
    reference: taken,
    options: { k: 4 },
  });
  expect(found.value).toBeCloseTo(golden.recommendation.novelty, 12);
  expect(found.interval![0]).toBeLessThan(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("novelty() without scores is unknown", async () => {
  const { unknown } = await ask(novelty, roles, {
    current: [{ ...recommended[0]!, s: null }],
    types: { s: "DOUBLE" },
    reference: taken,
  });
  expect(unknown).toBe("no query has an item with a score");
});

test("novelty() refuses a length of 0", () => {
  expect(() => check(novelty, roles, anything, { options: { k: 0 } })).toThrow(
    new RangeError(
      'Cannot use "k" of "metrics/novelty": it is 0, a whole number from 1 or null is needed',
    ),
  );
});
