import { expect, test } from "vitest";
import { rPrecision } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { query: "q", score: "unique", label: "rel" };

test("rPrecision() of 2 relevant looks at 2 places", async () => {
  const found = await ask(rPrecision, roles, {
    current: [1, 0, 1, 0].map((rel, i) => ({ q: 1, unique: -i, rel })),
  });
  expect(found.value).toBeCloseTo(1 / 2, 14);
});

test("rPrecision() equals a plain loop in numpy, ties averaged over all orders they leave open", async () => {
  const found = await ask(rPrecision, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.ranking.rprec, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
  const found1 = await ask(rPrecision, {
    query: "q",
    score: "half",
    label: "rel",
  }, { current: fortyRows });
  expect(found1.value).toBeCloseTo(golden.ranking_ties.rprec, 12);
});

test("rPrecision() without a relevant item is unknown", async () => {
  const found = await ask(rPrecision, roles, {
    current: [{ q: 1, unique: 1, rel: 0 }],
  });
  expect(found.unknown).toBe(
    "none of 1 queries has a relevant item",
  );
});

test("rPrecision() refuses no times", () => {
  expect(() => check(rPrecision, roles, anything, { options: { times: 0 } }))
    .toThrow(
      new RangeError(
        'Cannot use "times" of "metrics/r_precision": it is 0, a number above 0 is needed',
      ),
    );
});
