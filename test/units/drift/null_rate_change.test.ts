import { expect, test } from "vitest";
import { nullRateChange } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const nulls = (missing: number, rows: number) =>
  rowsOf({
    x: Array.from({ length: rows }, (_, i) => i < missing ? null : NaN),
  });

test("nullRateChange() of 1 in 4 and 3 in 4 is a half; NaN is not missing", async () => {
  const { value, effect, details } = await ask(
    nullRateChange,
    { column: "x" },
    {
      reference: nulls(1, 4),
      current: nulls(3, 4),
    },
  );
  expect([value, effect]).toEqual([0.5, 0.5]);
  expect([details!.referenceNulls, details!.currentNulls]).toEqual([1, 3]);
});

test("nullRateChange()'s interval is Newcombe's: 56/70 and 48/80 give 0.0524 .. 0.3339", async () => {
  const { interval } = await ask(nullRateChange, { column: "x" }, {
    reference: nulls(48, 80),
    current: nulls(56, 70),
  });
  expect(interval![0]).toBeCloseTo(0.0524, 4);
  expect(interval![1]).toBeCloseTo(0.3339, 4);
});

test("nullRateChange() of equal rates has p-value 1, of an empty table is undefined", async () => {
  const same = await ask(nullRateChange, { column: "x" }, {
    reference: nulls(2, 9),
    current: nulls(2, 9),
  });
  expect([same.value, same.pValue]).toEqual([0, 1]);
  const none = await ask(nullRateChange, { column: "x" }, {
    reference: nulls(2, 9),
    current: [],
    types: { x: "DOUBLE" },
  });
  expect(none.unknown).toBe("too little data");
});
