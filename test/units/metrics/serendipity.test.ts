import { expect, test } from "vitest";
import { serendipity } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { recommended, taken } from "./recommended.ts";

const roles = { query: "u", item: "i", score: "s", label: "y" };

test("serendipity() does not count a relevant item that is among the most taken", async () => {
  const { value } = await ask(serendipity, roles, {
    current: [{ u: 1, i: 1, s: 2, y: 1 }, { u: 1, i: 2, s: 1, y: 1 }],
    reference: [{ u: 1, i: 1 }],
    options: { obvious: 1 },
  });
  expect(value).toBeCloseTo(1 / 2, 14);
});

test("serendipity() equals a plain loop in Python", async () => {
  const found = await ask(serendipity, roles, {
    current: recommended,
    reference: taken,
    options: { k: 4, obvious: 3 },
  });
  expect(found.value).toBeCloseTo(golden.recommendation.serendipity, 12);
  expect(found.interval![0]).toBeLessThan(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("serendipity() without scores is unknown", async () => {
  const { unknown } = await ask(serendipity, roles, {
    current: [{ ...recommended[0]!, s: null }],
    types: { s: "DOUBLE" },
    reference: taken,
  });
  expect(unknown).toBe("no query has an item with a score");
});

test("serendipity() refuses a length of 0", () => {
  expect(() => check(serendipity, roles, anything, { options: { k: 0 } }))
    .toThrow(
      new RangeError(
        'Cannot use "k" of "metrics/serendipity": it is 0, a whole number from 1 or null is needed',
      ),
    );
});
