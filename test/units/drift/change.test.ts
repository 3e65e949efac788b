import { expect, test } from "vitest";
import { change } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const column = { column: "x" };
const list = (rows: number, value: (i: number) => number | string) =>
  rowsOf({ x: Array.from({ length: rows }, (_, i) => value(i)) });

test("change() of two columns of names that no row shares is no alarm", async () => {
  const { pValue } = await ask(change, column, {
    reference: list(450, (i) => `Allen, ${i}`),
    current: list(450, (i) => `Zimmer, ${i}`),
  });
  expect(pValue).toBe(1);
});

test("change() sees 120 names of 50 rows each replaced by 120 others", async () => {
  const { pValue } = await ask(change, column, {
    reference: list(6000, (i) => `a${i % 120}`),
    current: list(6000, (i) => `b${i % 120}`),
  });
  expect(pValue).toBeLessThan(1e-6);
});

test("change() sees a rare class double, 0.2 % to 0.4 % of 100,000 rows, also where it is written as a number", async () => {
  const { value, pValue, details } = await ask(change, column, {
    reference: list(100_000, (i) => i % 500 === 0 ? 1 : 0),
    current: list(100_000, (i) => i % 250 === 0 ? 1 : 0),
  });
  expect(value).toBeCloseTo(0.002, 12);
  expect(pValue).toBeLessThan(1e-4);
  expect(details!.explanation).toBe(
    "x: 0.2 % of values at 1 became 0.4 %",
  );
});

test("change() of a value within the range that 1 % of the rows take is seen", async () => {
  const { details } = await ask(change, column, {
    reference: list(50_000, (i) => i % 200),
    current: list(50_000, (i) => i % 100 === 0 ? 99 : i % 200),
  });
  expect(details!.axis).toBe("values");
});

test("change() of one row against one row is unknown", async () => {
  const { unknown } = await ask(change, column, {
    reference: list(1, () => 1),
    current: list(1, () => 2),
  });
  expect(unknown).toBe("1 and 1 rows are too few to see any change");
});
