import { expect, test } from "vitest";
import { mrr } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { query: "q", score: "unique", label: "rel" };

test("mrr() of a relevant first place is 1", async () => {
  const found = await ask(mrr, roles, {
    current: [1, 0, 1, 0].map((rel, i) => ({ q: 1, unique: -i, rel })),
  });
  expect(found.value).toBeCloseTo(1, 14);
});

test("mrr() equals a plain loop in numpy, ties averaged over all orders they leave open", async () => {
  const found = await ask(mrr, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.ranking.mrr, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
  const found1 = await ask(mrr, { query: "q", score: "half", label: "rel" }, {
    current: fortyRows,
  });
  expect(found1.value).toBeCloseTo(golden.ranking_ties.mrr, 12);
});

test("mrr() without a relevant item is unknown", async () => {
  const found = await ask(mrr, roles, {
    current: [{ q: 1, unique: 1, rel: 0 }],
  });
  expect(found.unknown).toBe(
    "none of 1 queries has a relevant item",
  );
});

test("mrr() refuses a length of 0", () => {
  expect(() => check(mrr, roles, anything, { options: { k: 0 } })).toThrow(
    new RangeError(
      'Cannot use "k" of "metrics/mrr": it is 0, a whole number from 1 or null is needed',
    ),
  );
});
