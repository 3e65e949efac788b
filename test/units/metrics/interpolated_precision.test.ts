import { expect, test } from "vitest";
import { interpolatedPrecision } from "../../../lib/units/mod.ts";
import { ask } from "../ask.ts";

const roles = { query: "q", score: "unique", label: "rel" };

test("interpolatedPrecision() of places 1 and 3 is 1 up to half the recall, 2/3 after", async () => {
  const found = await ask(interpolatedPrecision, roles, {
    current: [1, 0, 1, 0].map((rel, i) => ({ q: 1, unique: -i, rel })),
  });
  expect(found.value).toBeCloseTo((6 * 1 + 5 * 2 / 3) / 11, 14);
});

test("interpolatedPrecision() without a relevant item is unknown", async () => {
  const found = await ask(interpolatedPrecision, roles, {
    current: [{ q: 1, unique: 1, rel: 0 }],
  });
  expect(found.unknown).toBe(
    "no query has a relevant item",
  );
});
