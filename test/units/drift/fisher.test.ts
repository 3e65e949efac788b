import { expect, test } from "vitest";
import { fisher } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { booleanRows, expected } from "./golden.ts";

test("fisher() of the lady's cups, 3 of 4 right, has p-value 34/70", async () => {
  const side = (hits: number) =>
    rowsOf({ b: [0, 1, 2, 3].map((i) => i < hits) });
  const { value, pValue, details } = await ask(fisher, { column: "b" }, {
    reference: side(3),
    current: side(1),
  });
  expect(pValue).toBeCloseTo(34 / 70, 12);
  expect(value).toBeCloseTo(-Math.log(9), 12);
  expect(details!.oddsRatio).toBe(9);
});

test("fisher() equals scipy's odds ratio and p-value", async () => {
  const found = await ask(fisher, { column: "b" }, booleanRows);
  expect(found.details!.oddsRatio).toBeCloseTo(expected.fisher.value, 12);
  expect(found.pValue).toBeCloseTo(expected.fisher.pValue, 12);
});

test("fisher() of equal shares is 0, of an empty cell finite, of three values unknown", async () => {
  const b = (...b: boolean[]) => rowsOf({ b });
  const same = await ask(fisher, { column: "b" }, {
    reference: b(true, true),
    current: b(true),
  });
  expect([same.value, same.pValue]).toEqual([0, 1]);
  const apart = await ask(fisher, { column: "b" }, {
    reference: b(true, true),
    current: b(false, false),
  });
  expect(apart.value).toBeCloseTo(-Math.log(25), 12);
  const rows = rowsOf({ c: ["a", "b", "c"] });
  const { unknown } = await ask(fisher, { column: "c" }, {
    reference: rows,
    current: rows,
  });
  expect(unknown).toBe(
    '"c" has 3 values where two are needed; name one of them as "positive"',
  );
});
