import { expect, test } from "vitest";
import { psi } from "../../lib/units/drift/mod.ts";
import { nullRate } from "../../lib/units/validation/mod.ts";
import { rocAuc } from "../../lib/units/metrics/mod.ts";
import { ask, rowsOf } from "./ask.ts";

test("ask() hands back what a measure read", async () => {
  const current = rowsOf({ x: [1, null, NaN, 4] });
  expect((await ask(nullRate, { column: "x" }, { current })).value).toBe(0.25);
});

test("ask() hands back what a detector compared", async () => {
  const reference = rowsOf({ c: ["a", "b"] });
  const answer = await ask(psi, { column: "c" }, {
    current: reference,
    reference,
  });
  expect(answer.value).toBe(0);
});

test("ask() says why there is no value", async () => {
  const current = rowsOf({ s: [0.1, 0.2], y: [1, 1] });
  expect((await ask(rocAuc, { score: "s", label: "y" }, { current })).unknown)
    .toMatch("found 2 positive and 0 negative");
  expect((await ask(psi, { column: "s" }, { current })).unknown)
    .toBe("no reference was given");
  expect(
    (await ask(nullRate, { column: "s" }, {
      current: [],
      types: { s: "DOUBLE" },
    })).unknown,
  )
    .toBe("too little data");
});
