import { expect, test } from "vitest";
import { hitRate } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { query: "q", score: "unique", label: "rel" };

test("hitRate() of a first place that is relevant is 1", async () => {
  const found = await ask(hitRate, roles, {
    current: [1, 0, 1, 0].map((rel, i) => ({ q: 1, unique: -i, rel })),
    options: { k: 1 },
  });
  expect(found.value).toBeCloseTo(1, 14);
});

test("hitRate() equals a plain loop in numpy, ties averaged over all orders they leave open", async () => {
  const found = await ask(hitRate, roles, {
    current: fortyRows,
    options: { k: 1 },
  });
  expect(found.value).toBeCloseTo(golden.ranking.hit, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
  const found1 = await ask(hitRate, roles, {
    current: fortyRows,
    options: { k: 2 },
  });
  expect(found1.value).toBeCloseTo(golden.ranking.hit2, 12);
  const found2 = await ask(
    hitRate,
    { query: "q", score: "half", label: "rel" },
    { current: fortyRows, options: { k: 1 } },
  );
  expect(found2.value).toBeCloseTo(golden.ranking_ties.hit, 12);
  const found3 = await ask(
    hitRate,
    { query: "q", score: "half", label: "rel" },
    { current: fortyRows, options: { k: 2 } },
  );
  expect(found3.value).toBeCloseTo(golden.ranking_ties.hit2, 12);
});

test("hitRate() without a relevant item is unknown", async () => {
  const found = await ask(hitRate, roles, {
    current: [{ q: 1, unique: 1, rel: 0 }],
  });
  expect(found.unknown).toBe(
    "none of 1 queries has a relevant item",
  );
});

test("hitRate() refuses a length of 0", () => {
  expect(() => check(hitRate, roles, anything, { options: { k: 0 } })).toThrow(
    new RangeError(
      'Cannot use "k" of "metrics/hit_rate": it is 0, a whole number from 1 or null is needed',
    ),
  );
});
