import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { random } from "../../../lib/math/mod.ts";
import { mmd } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { expected, sampleRows } from "./golden.ts";

test("mmd() equals numpy's V- and U-statistic with the median width", async () => {
  const found = await ask(mmd, { features: ["x", "y"] }, {
    ...sampleRows,
    options: { standardise: false },
  });
  expect(found.value).toBeCloseTo(expected.mmd.biased, 12);
  expect(found.details!.unbiased).toBeCloseTo(expected.mmd.unbiased, 12);
  expect(found.details!.sigma).toBeCloseTo(expected.mmd.sigma, 12);
});

test("mmd()'s p-value is that of 20,000 permutations", async () => {
  const { pValue } = await ask(mmd, { features: ["x", "y"] }, {
    ...sampleRows,
    options: { standardise: false },
  });
  expect(Math.abs(pValue! - expected.mmd.permutationP)).toBeLessThan(0.02);
});

test("mmd() of a far shift has a p-value that no permutations would reach", async () => {
  const draw = random(3);
  const x = (shift: number) =>
    rowsOf({ x: Array.from({ length: 300 }, () => draw.normal(shift)) });
  const { pValue } = await ask(mmd, { features: ["x"] }, {
    reference: x(0),
    current: x(1),
  });
  expect(pValue).toBeLessThan(1e-9);
});

test("mmd() of equal rows is 0 with p-value 1, constants too", async () => {
  const { reference } = sampleRows;
  const same = await ask(mmd, { features: ["x", "y"] }, {
    reference,
    current: reference,
  });
  expect([same.value, same.pValue]).toEqual([0, 1]);
  const constant = rowsOf({ x: Array(30).fill(7) });
  const flat = await ask(mmd, { features: ["x"] }, {
    reference: constant,
    current: constant,
  });
  expect([flat.value, flat.pValue]).toEqual([0, 1]);
});

test("mmd() leaves out incomplete rows and is unknown when too few are left", async () => {
  const current = rowsOf({
    x: Array.from({ length: 40 }, (_, i) => i % 3 ? null : i),
  });
  const { unknown } = await ask(mmd, { features: ["x"] }, {
    reference: rowsOf({ x: Array.from({ length: 40 }, (_, i) => i) }),
    current,
  });
  expect(unknown).toBe("MMD needs 20 complete rows a side, found 40 and 14");
});

test("mmd() refuses too many rows", () => {
  expect(() =>
    check(mmd, { features: ["x"] }, anything, { options: { rows: 5000 } })
  ).toThrow(
    'Cannot use "rows" of "drift/mmd": it is 5000, a whole number from 20 to 2000 is needed',
  );
});
