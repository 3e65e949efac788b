import { expect, test } from "vitest";
import { coverage } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { recommended } from "./recommended.ts";

const roles = { query: "u", item: "i", score: "s" };

test("coverage() of one item for all of a catalogue of four is 1/4", async () => {
  const { value } = await ask(coverage, roles, {
    current: [{ u: 1, i: 1, s: 1 }, { u: 2, i: 1, s: 1 }],
    options: { items: 4 },
  });
  expect(value).toBeCloseTo(1 / 4, 14);
});

test("coverage() equals a plain loop in Python", async () => {
  const found = await ask(coverage, roles, {
    current: recommended,
    options: { k: 4, items: 20 },
  });
  expect(found.value).toBeCloseTo(golden.recommendation.coverage, 12);
  expect(found.interval![0]).toBeLessThan(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("coverage() without scores is unknown", async () => {
  const { unknown } = await ask(coverage, roles, {
    current: [{ ...recommended[0]!, s: null }],
    types: { s: "DOUBLE" },
  });
  expect(unknown).toBe("no query has an item with a score");
});

test("coverage() refuses a length of 0", () => {
  expect(() => check(coverage, roles, anything, { options: { k: 0 } })).toThrow(
    new RangeError(
      'Cannot use "k" of "metrics/coverage": it is 0, a whole number from 1 or null is needed',
    ),
  );
});

test("coverage()'s interval is the jackknife over queries", async () => {
  const { interval } = await ask(coverage, roles, {
    current: recommended,
    options: { k: 4, items: 20 },
  });
  expect(interval![0]).toBeCloseTo(golden.recommendation.coverageLow, 12);
});
