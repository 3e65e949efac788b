import { expect, test } from "vitest";
import { meanAveragePrecision } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { query: "q", score: "unique", label: "rel" };

test("meanAveragePrecision() of places 1 and 3 is (1 + 2/3) / 2", async () => {
  const found = await ask(meanAveragePrecision, roles, {
    current: [1, 0, 1, 0].map((rel, i) => ({ q: 1, unique: -i, rel })),
  });
  expect(found.value).toBeCloseTo((1 + 2 / 3) / 2, 14);
});

test("meanAveragePrecision() equals a plain loop in numpy, ties averaged over all orders they leave open", async () => {
  const found = await ask(meanAveragePrecision, roles, {
    current: fortyRows,
    options: { k: 4 },
  });
  expect(found.value).toBeCloseTo(golden.ranking.map, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
  const found1 = await ask(meanAveragePrecision, {
    query: "q",
    score: "half",
    label: "rel",
  }, { current: fortyRows, options: { k: 4 } });
  expect(found1.value).toBeCloseTo(golden.ranking_ties.map, 12);
});

test("meanAveragePrecision() without a relevant item is unknown", async () => {
  const found = await ask(meanAveragePrecision, roles, {
    current: [{ q: 1, unique: 1, rel: 0 }],
  });
  expect(found.unknown).toBe(
    "none of 1 queries has a relevant item",
  );
});

test("meanAveragePrecision() refuses a length of 0", () => {
  expect(() =>
    check(meanAveragePrecision, roles, anything, { options: { k: 0 } })
  ).toThrow(
    new RangeError(
      'Cannot use "k" of "metrics/mean_average_precision": it is 0, a whole number from 1 or null is needed',
    ),
  );
});
