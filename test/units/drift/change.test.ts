import { expect, test } from "vitest";
import type { Reading } from "../../../lib/check/mod.ts";
import { random } from "../../../lib/math/mod.ts";
import type { Profile } from "../../../lib/profile/mod.ts";
import { column as columnOfType } from "../../../lib/table/mod.ts";
import { change } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";

interface Axis {
  readonly size: number;
  readonly interval: readonly [number, number];
}

const column = { column: "x" };
const list = (rows: number, value: (i: number) => number | string) =>
  rowsOf({ x: Array.from({ length: rows }, (_, i) => value(i)) });

test("change() of two columns of names that no row shares is no alarm", async () => {
  const { pValue } = await ask(change, column, {
    reference: list(450, (i) => `Allen, ${i}`),
    current: list(450, (i) => `Zimmer, ${i}`),
  });
  expect(pValue).toBeGreaterThan(0.05);
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
    "x: 0.2 % of values at 1 became 0.4 %, up 0.2 points (0.15 to 0.25)",
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

test("change() of a number says how far a quantile moved in its own unit, and how many rows, each with an interval", async () => {
  const { details } = await ask(change, column, {
    reference: list(4000, (i) => i % 100),
    current: list(4000, (i) => 10 + i % 100),
  });
  const { size, interval } = (details!.axes as Record<string, Axis>).body!;
  expect(size).toBeCloseTo(0.1, 12);
  // sqrt(ln(2.17 / 0.05) / (2 x 2000)) = 0.030706
  expect(interval![0]).toBeCloseTo(0.1 - 0.030706, 5);
  expect(interval![1]).toBeCloseTo(0.1 + 0.030706, 5);
  const { by, interval: [low, high] } = details!.moved as {
    by: number;
    interval: [number, number];
  };
  expect(by).toBeCloseTo(10, 1);
  expect(low).toBeGreaterThan(6);
  expect(high).toBeLessThan(14);
  expect(details!.explanation).toMatch(/^x: the .* up 10 \(/);
});

test("change() of a share has Newcombe's interval in points", async () => {
  const { value, interval, effect, details } = await ask(change, column, {
    reference: list(1000, (i) => i % 10 ? "a" : "b"),
    current: list(1000, (i) => i % 5 ? "a" : "b"),
  });
  expect(value).toBeCloseTo(0.1, 12);
  expect(effect).toBeCloseTo(0.1, 12);
  // statsmodels.stats.proportion.confint_proportions_2indep(200, 1000, 100, 1000, method="newcomb")
  expect(interval![0]).toBeCloseTo(0.0689493, 5);
  expect(interval![1]).toBeCloseTo(0.1310464, 5);
  expect(details!.explanation).toBe(
    'x: 10 % "b" became 20 %, up 10 points (6.9 to 13.1)',
  );
});

test("change() of two values has one axis whatever their type, and pays for no other", async () => {
  const rare = (
    n: number,
    value: (rare: boolean) => number | string | boolean,
  ) =>
    rowsOf({
      x: Array.from({ length: 20_000 }, (_, i) => value(i % n === 0)),
    });
  const found = [];
  for (
    const value of [
      (rare: boolean) => rare,
      (rare: boolean) => rare ? 1 : 0,
      (rare: boolean) => rare ? "fraud" : "good",
    ]
  ) {
    found.push(
      await ask(change, column, {
        reference: rare(200, value),
        current: rare(100, value),
      }),
    );
  }
  const p = found.map(({ pValue }) => pValue!);
  expect(p[0]).toBeLessThan(1e-3);
  expect(p[1]).toBe(p[0]);
  expect(p[2]).toBe(p[0]);
  expect(found.map(({ details }) => Object.keys(details!.axes!))).toEqual([
    ["categories"],
    ["values"],
    ["categories"],
  ]);
});

test("one outlier of 1000 neither hides a shift of half a standard deviation nor makes one", async () => {
  const next = random(8);
  const normal = (n: number, mean: number, outlier: boolean) =>
    list(n, (i) => outlier && i === 0 ? 1000 : next.normal(mean));
  const shifted = await ask(change, column, {
    reference: normal(3000, 0, false),
    current: normal(3000, 0.5, true),
  });
  expect(shifted.pValue).toBeLessThan(1e-6);
  const same = await ask(change, column, {
    reference: normal(3000, 0, false),
    current: normal(3000, 0, true),
  });
  expect(same.pValue).toBeGreaterThan(0.05);
});

test("change() counts rows of one entity as fewer", async () => {
  const side = (from: number) => list(2000, (i) => i < from ? 1 : 0);
  const question = { reference: side(200), current: side(300) };
  const alone = await ask(change, column, question);
  const clusters = {
    entities: 200,
    alike: 10,
    missing: 1,
    body: 1,
    values: new Map([["1", 8], ["0", 8]]),
  };
  const profile = (marked: number): Profile => ({
    name: "x",
    rows: 2000,
    notes: [],
    files: [],
    columns: new Map([["x", {
      column: columnOfType("x", "DOUBLE"),
      rows: 2000,
      nulls: 0,
      nonFinite: 0,
      clusters,
      numbers: {
        grid: null,
        index: new Int32Array(),
        count: Float64Array.of(2000 - marked, marked),
        lo: Float64Array.of(0, 1),
        hi: Float64Array.of(0, 1),
        sum: Float64Array.of(0, marked),
        squares: Float64Array.of(0, marked),
        centre: 0,
      },
    }]]),
  });
  const together = change.compare(
    { reference: profile(200), current: profile(300) },
    { column: columnOfType("x", "DOUBLE") },
    {},
  ) as Reading;
  expect(alone.pValue).toBeLessThan(0.01);
  expect(together.pValue).toBeGreaterThan(0.1);
  expect(together.leastVisible!(0.01).change).toBeGreaterThan(
    alone.leastVisible!(0.01).change,
  );
});
