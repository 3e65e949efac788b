import { expect, test } from "vitest";
import { fallbackRate } from "../../../lib/units/mod.ts";
import { ask } from "../ask.ts";

const roles = { fallback: "f" };

test("fallbackRate() of one named fallback in four requests is 1/4", async () => {
  const found = await ask(fallbackRate, roles, {
    current: [{ f: "batch" }, { f: null }, { f: null }, { f: null }],
  });
  expect(found.value).toBeCloseTo(1 / 4, 14);
});

test("fallbackRate() of no requests is unknown", async () => {
  const found = await ask(fallbackRate, roles, {
    current: [],
    types: { f: "BOOLEAN" },
  });
  expect(found.unknown).toBe(
    "no request says whether a fallback was taken",
  );
});
