import { expect, test } from "vitest";
import { bpref } from "../../../lib/units/mod.ts";
import { ask } from "../ask.ts";

const roles = { query: "q", score: "unique", label: "rel" };

test("bpref() takes off for bad items above, not for unjudged ones", async () => {
  const found = await ask(bpref, roles, {
    current: [1, null, 0, 1].map((rel, i) => ({ q: 1, unique: -i, rel })),
  });
  expect(found.value).toBeCloseTo((1 + 0) / 2, 14);
});

test("bpref() without a relevant item is unknown", async () => {
  const found = await ask(bpref, roles, {
    current: [{ q: 1, unique: 1, rel: 0 }],
  });
  expect(found.unknown).toBe(
    "none of 1 queries has a relevant item",
  );
});
