import { expect, test } from "vitest";
import { eppsSingleton } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { expected, numberRows } from "./golden.ts";

test("eppsSingleton() equals scipy's statistic and p-value", async () => {
  const found = await ask(eppsSingleton, { column: "x" }, numberRows);
  expect(found.value).toBeCloseTo(expected.epps_singleton.value, 9);
  expect(found.pValue).toBeCloseTo(expected.epps_singleton.pValue, 10);
});

test("eppsSingleton() of equal columns is 0 with p-value 1", async () => {
  const { reference } = numberRows;
  const found = await ask(eppsSingleton, { column: "x" }, {
    reference,
    current: reference,
  });
  expect([found.value, found.pValue]).toEqual([0, 1]);
});

test("eppsSingleton() sees a lattice turn continuous where the mean stays", async () => {
  const lattice = rowsOf({ x: Array.from({ length: 400 }, (_, i) => i % 4) });
  const spread = rowsOf({
    x: Array.from({ length: 400 }, (_, i) => i / 100 - 0.49),
  });
  const { pValue } = await ask(eppsSingleton, { column: "x" }, {
    reference: lattice,
    current: spread,
  });
  expect(pValue).toBeLessThan(0.05);
});

test("eppsSingleton() of a constant is unknown", async () => {
  const same = rowsOf({ x: Array(9).fill(7) });
  const { unknown } = await ask(eppsSingleton, { column: "x" }, {
    reference: same,
    current: same,
  });
  expect(unknown).toBe(
    "Epps-Singleton needs five rows a side and a middle half of more than one value, found 9 and 9 rows, interquartile range 0",
  );
});
