import { expect, test } from "vitest";
import { annRecall } from "../../../lib/units/mod.ts";
import { ask } from "../ask.ts";

const roles = { query: "q", exact: "e", approximate: "a" };

test("annRecall() is the mean over queries of exact items also found", async () => {
  const found = await ask(annRecall, roles, {
    current: [{ q: 1, e: true, a: true }, { q: 1, e: true, a: false }, {
      q: 2,
      e: true,
      a: true,
    }, { q: 2, e: false, a: true }],
  });
  expect(found.value).toBeCloseTo(3 / 4, 14);
  expect(found.details!.worstQuery).toBe(0.5);
});

test("annRecall() without an exact list is unknown", async () => {
  const found = await ask(annRecall, roles, {
    current: [{ q: 1, e: false, a: true }],
  });
  expect(found.unknown).toBe(
    "no query has an exact list",
  );
});
