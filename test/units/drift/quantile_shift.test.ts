import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { quantileShift } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { expected, numberRows } from "./golden.ts";

test("quantileShift() equals numpy's quantiles on both sides", async () => {
  const found = await ask(quantileShift, { column: "x" }, {
    ...numberRows,
    options: { quantiles: [0.05, 0.5, 0.95] },
  });
  const { reference, current } = expected.quantiles;
  (found.details!.reference as number[]).forEach((x, i) =>
    expect(x).toBeCloseTo(reference[i]!, 12)
  );
  (found.details!.current as number[]).forEach((x, i) =>
    expect(x).toBeCloseTo(current[i]!, 12)
  );
});

test("quantileShift() names the quantile that moved furthest", async () => {
  const x = Array.from({ length: 101 }, (_, i) => i);
  const { value, details } = await ask(quantileShift, { column: "x" }, {
    reference: rowsOf({ x }),
    current: rowsOf({ x: x.map((v) => v > 90 ? v + 50 : v) }),
  });
  expect(value).toBe(50);
  expect(details!.explanation).toBe(
    'The 95 % quantile of "x" went from 95 to 145',
  );
});

test("quantileShift() of equal constants is 0 with p-value 1", async () => {
  const same = rowsOf({ x: [7, 7] });
  const found = await ask(quantileShift, { column: "x" }, {
    reference: same,
    current: same,
  });
  expect([found.value, found.effect, found.pValue]).toEqual([0, 0, 1]);
});

test("quantileShift() refuses quantiles out of range", () => {
  const build = (quantiles: number[]) => () =>
    check(quantileShift, { column: "x" }, anything, { options: { quantiles } });
  expect(build([50])).toThrow(
    'Cannot use "quantiles" of "drift/quantile_shift": found 50, shares between 0 and 1 are needed',
  );
  expect(build([])).toThrow(
    'Cannot use "quantiles" of "drift/quantile_shift": found none, shares between 0 and 1 are needed',
  );
});
