import { expect, test } from "vitest";
import { proportionZ } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { booleanRows, expected } from "./golden.ts";

test("proportionZ() of 1 in 4 and 3 in 4 is a half", async () => {
  const { value, details } = await ask(proportionZ, { column: "b" }, {
    reference: rowsOf({ b: [true, false, false, false] }),
    current: rowsOf({ b: [true, true, true, false] }),
  });
  expect(value).toBe(0.5);
  expect(details!.positive).toBe("true");
  expect(details!.z).toBeCloseTo(0.5 / Math.sqrt(0.25 * 0.5), 12);
});

test("proportionZ() has the p-value of scipy's chi-square without correction", async () => {
  const { details, pValue } = await ask(
    proportionZ,
    { column: "b" },
    booleanRows,
  );
  const [[a, b], [c, d]] = expected.fisher.table as [
    [number, number],
    [number, number],
  ];
  const N = a + b + c + d;
  const square = N * (a * d - b * c) ** 2 /
    ((a + b) * (c + d) * (a + c) * (b + d));
  expect((details!.z as number) ** 2).toBeCloseTo(square, 9);
  expect(pValue).toBeGreaterThan(expected.chi_square.yatesP / 3);
});

test("proportionZ() asks which of three values counts", async () => {
  const rows = rowsOf({ c: ["a", "b", "c"] });
  const { unknown } = await ask(proportionZ, { column: "c" }, {
    reference: rows,
    current: rows,
  });
  expect(unknown).toBe(
    '"c" has 3 values where two are needed; name one of them as "positive"',
  );
  const named = await ask(proportionZ, { column: "c" }, {
    reference: rows,
    current: rows,
    options: { positive: "b" },
  });
  expect([named.value, named.pValue]).toEqual([0, 1]);
});
