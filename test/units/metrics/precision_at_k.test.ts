import { expect, test } from "vitest";
import { precisionAtK } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { query: "q", score: "unique", label: "rel" };

test("precisionAtK() of 2 relevant in 3 places is 2/3", async () => {
  const found = await ask(precisionAtK, roles, {
    current: [1, 0, 1, 0].map((rel, i) => ({ q: 1, unique: -i, rel })),
    options: { k: 3 },
  });
  expect(found.value).toBeCloseTo(2 / 3, 14);
});

test("precisionAtK() equals a plain loop in numpy, ties averaged over all orders they leave open", async () => {
  const found = await ask(precisionAtK, roles, {
    current: fortyRows,
    options: { k: 3 },
  });
  expect(found.value).toBeCloseTo(golden.ranking.precision, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
  const found1 = await ask(precisionAtK, {
    query: "q",
    score: "half",
    label: "rel",
  }, { current: fortyRows, options: { k: 3 } });
  expect(found1.value).toBeCloseTo(golden.ranking_ties.precision, 12);
});

test("precisionAtK() without a relevant item is unknown", async () => {
  const found = await ask(precisionAtK, roles, {
    current: [{ q: 1, unique: 1, rel: 0 }],
  });
  expect(found.unknown).toBe(
    "none of 1 queries has a relevant item",
  );
});

test("precisionAtK() refuses a length of 0", () => {
  expect(() => check(precisionAtK, roles, anything, { options: { k: 0 } }))
    .toThrow(
      new RangeError(
        'Cannot use "k" of "metrics/precision_at_k": it is 0, a whole number from 1 or null is needed',
      ),
    );
});
