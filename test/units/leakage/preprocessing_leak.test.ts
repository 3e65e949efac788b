import { expect, test } from "vitest";
import golden from "../../golden/leakage_parts.json" with { type: "json" };
import { preprocessingLeak } from "../../../lib/units/leakage/mod.ts";
import { ask } from "../ask.ts";

const raw = Array.from(
  { length: 300 },
  (_, i) => 3 * Math.sin(i) + i * Math.cos(0.7 * i) / 100,
);

function leak(values: readonly (number | null)[], options = {}) {
  const rows = values.map((x) => ({ x }));
  return ask(preprocessingLeak, { column: "x" }, {
    reference: rows.slice(0, 210),
    current: rows.slice(210),
    options,
    types: { x: "DOUBLE" },
  });
}

test("preprocessingLeak() is 1 for scikit-learn's scalers fitted on all rows, 0 fitted on train", async () => {
  for (const { all, train } of [golden.standard, golden.minMax]) {
    for (const [{ centre, scale }, found] of [[all, 1], [train, 0]] as const) {
      const { value } = await leak(raw.map((x) => (x - centre) / scale));
      expect(value).toBeCloseTo(found, 9);
    }
  }
});

test("preprocessingLeak() tells with which mean missing values were filled", async () => {
  const { all, train } = golden.filledEverySeventh;
  const filled = (mean: number) => raw.map((x, i) => i % 7 ? x : mean);
  const { value, details } = await leak(filled(all));
  expect(value).toBeCloseTo(1, 9);
  expect(details!.explanation).toMatch(
    /^filled with the mean holds over all rows to .*: it was fitted on all rows$/,
  );
  expect((await leak(filled(train))).value).toBeCloseTo(0, 9);
});

test("preprocessingLeak() of a column that was never scaled is 0", async () => {
  const { value, details } = await leak(raw);
  expect(value).toBe(0);
  expect(details!.explanation).toBe(
    "The column shows no scaling or filling fitted on either side",
  );
});

test("preprocessingLeak() keeps its finding in single precision", async () => {
  const { centre, scale } = golden.standard.all;
  const { value } = await leak(
    raw.map((x) => Math.fround((x - centre) / scale)),
  );
  expect(value).toBeGreaterThan(0.999);
});

test("preprocessingLeak() cannot tell when both sides hold the extremes, or from few rows", async () => {
  const both = raw.map((_, i) => i % 2);
  const { value, details } = await leak(both);
  expect(value).toBe(0);
  expect(details!.explanation).toMatch("alike: nothing can be told");
  expect((await leak(raw.map((x, i) => i < 285 ? x : null))).value).toBe(0);
  expect((await leak(raw.map((x, i) => i < 220 ? x : null))).unknown).toBe(
    "210 reference and 10 current rows have a value, at least 20 of both are needed",
  );
  expect((await leak(raw.map(() => 1))).unknown).toBe("the column is constant");
  expect((await leak([...raw, Infinity, NaN, 1e308])).value).toBe(0);
});

test("preprocessingLeak() refuses a tolerance outside its range", async () => {
  await expect(leak(raw, { tolerance: 1 })).rejects.toThrow(
    'Cannot use "tolerance" of "leakage/preprocessing_leak": it is 1, a number above 0 and below 0.1 is needed',
  );
});
