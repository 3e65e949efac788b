import { expect, test } from "vitest";
import { diversity } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { recommended } from "./recommended.ts";

const roles = {
  query: "u",
  item: "i",
  score: "s",
  features: ["price", "genre"],
};

test("diversity() of a pair that differs in one of two features is 1/2", async () => {
  const { value } = await ask(diversity, roles, {
    current: [{ u: 1, i: 1, s: 2, price: 1, genre: "a" }, {
      u: 1,
      i: 2,
      s: 1,
      price: 1,
      genre: "b",
    }],
  });
  expect(value).toBeCloseTo(1 / 2, 14);
});

test("diversity() equals a plain loop in Python", async () => {
  const found = await ask(diversity, roles, {
    current: recommended,
    options: { k: 4 },
  });
  expect(found.value).toBeCloseTo(golden.recommendation.diversity, 12);
  expect(found.interval![0]).toBeLessThan(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("diversity() without scores is unknown", async () => {
  const { unknown } = await ask(diversity, roles, {
    current: [{ ...recommended[0]!, s: null }],
    types: { s: "DOUBLE" },
  });
  expect(unknown).toBe("no query has two items with features");
});

test("diversity() refuses a length of 0", () => {
  expect(() => check(diversity, roles, anything, { options: { k: 0 } }))
    .toThrow(
      new RangeError(
        'Cannot use "k" of "metrics/diversity": it is 0, a whole number from 1 or null is needed',
      ),
    );
});
