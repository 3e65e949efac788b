import { expect, test } from "vitest";
import { f1AtK } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { query: "q", score: "unique", label: "rel" };

test("f1AtK() of 1 hit in 2 places and 2 relevant is 1/2", async () => {
  const found = await ask(f1AtK, roles, {
    current: [1, 0, 1, 0].map((rel, i) => ({ q: 1, unique: -i, rel })),
    options: { k: 2 },
  });
  expect(found.value).toBeCloseTo(1 / 2, 14);
});

test("f1AtK() equals a plain loop in numpy, ties averaged over all orders they leave open", async () => {
  const found = await ask(f1AtK, roles, {
    current: fortyRows,
    options: { k: 3 },
  });
  expect(found.value).toBeCloseTo(golden.ranking.f1, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
  const found1 = await ask(f1AtK, { query: "q", score: "half", label: "rel" }, {
    current: fortyRows,
    options: { k: 3 },
  });
  expect(found1.value).toBeCloseTo(golden.ranking_ties.f1, 12);
});

test("f1AtK() without a relevant item is unknown", async () => {
  const found = await ask(f1AtK, roles, {
    current: [{ q: 1, unique: 1, rel: 0 }],
  });
  expect(found.unknown).toBe(
    "none of 1 queries has a relevant item",
  );
});

test("f1AtK() refuses a length of 0", () => {
  expect(() => check(f1AtK, roles, anything, { options: { k: 0 } })).toThrow(
    new RangeError(
      'Cannot use "k" of "metrics/f1_at_k": it is 0, a whole number from 1 or null is needed',
    ),
  );
});
