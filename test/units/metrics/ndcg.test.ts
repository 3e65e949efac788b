import { expect, test } from "vitest";
import { ndcg } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { query: "q", score: "unique", label: "rel" };

test("ndcg() of one relevant item in second place is 1 / log2(3)", async () => {
  const current = [
    { q: 1, unique: 0.9, rel: 0 },
    { q: 1, unique: 0.8, rel: 1 },
    { q: 1, unique: 0.7, rel: 0 },
  ];
  const { value } = await ask(ndcg, roles, { current });
  expect(value).toBeCloseTo(1 / Math.log2(3), 14);
});

test("ndcg() equals scikit-learn, also with exponential gains and ties", async () => {
  const of = async (score: string, gain: string) =>
    (await ask(ndcg, { ...roles, score }, {
      current: fortyRows,
      options: { k: 3, gain },
    })).value;
  const { linear, exponential, ties } = golden.ndcg;
  expect(await of("unique", "linear")).toBeCloseTo(linear, 12);
  expect(await of("unique", "exponential")).toBeCloseTo(exponential, 12);
  expect(await of("s", "linear")).toBeCloseTo(ties, 12);
});

test("ndcg() ignores items after k, and items never retrieved count in the ideal", async () => {
  const current = [
    { q: 1, unique: 0.9, rel: 1 },
    { q: 1, unique: 0.8, rel: 1 },
    { q: 1, unique: null, rel: 1 },
  ];
  const at = async (k: number | null) =>
    (await ask(ndcg, roles, { current, options: { k } })).value;
  expect(await at(1)).toBe(1);
  expect(await at(null)).toBeCloseTo(
    (1 + 1 / Math.log2(3)) / (1 + 1 / Math.log2(3) + 1 / 2),
    14,
  );
});

test("ndcg() leaves out queries without gain; without any it is unknown", async () => {
  const none = { q: 2, unique: 0.5, rel: 0 };
  const found = await ask(ndcg, roles, {
    current: [...fortyRows, { ...none, q: 9 }],
  });
  expect(found.details).toMatchObject({ queries: 5, queriesLeftOut: 1 });
  const { unknown } = await ask(ndcg, roles, { current: [none] });
  expect(unknown).toBe("none of 1 queries has a relevant item");
});

test("ndcg() refuses a length of 0 and an unknown gain", () => {
  expect(() => check(ndcg, roles, anything, { options: { k: 0 } })).toThrow(
    new RangeError(
      'Cannot use "k" of "metrics/ndcg": it is 0, a whole number from 1 or null is needed',
    ),
  );
  expect(() => check(ndcg, roles, anything, { options: { gain: "cubic" } }))
    .toThrow(
      new RangeError(
        'Cannot use "gain" of "metrics/ndcg": it is "cubic", "linear", "exponential" or "binary" is needed',
      ),
    );
});
