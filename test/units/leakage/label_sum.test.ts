import { expect, test } from "vitest";
import { atMost, check } from "../../../lib/check/mod.ts";
import { leastSquares } from "../../../lib/units/leakage/least_squares.ts";
import { labelSum } from "../../../lib/units/leakage/mod.ts";
import golden from "../../golden/leakage.json" with { type: "json" };
import { ask, rowsOf } from "../ask.ts";

const rows = Array.from({ length: 300 }, (_, i) => i);
const casual = rows.map((i) => i * 37 % 101);
const registered = rows.map((i) => i * 53 % 211);
const temp = rows.map((i) => i * 17 % 29);

test("labelSum() names two columns that together are the label", async () => {
  const answer = await ask(labelSum, {
    label: "cnt",
    features: ["temp", "casual", "registered"],
  }, {
    current: rowsOf({
      casual,
      registered,
      temp,
      cnt: rows.map((i) => casual[i]! + registered[i]!),
    }),
  });
  expect(answer.value).toBeCloseTo(1, 12);
  expect(answer.details).toMatchObject({
    columns: ["casual", "registered"],
    explanation: "cnt against 1 x casual + 1 x registered: R squared 1.00000",
  });
});

test("labelSum() names a scaled copy alone", async () => {
  const { details } = await ask(labelSum, {
    label: "y",
    features: ["temp", "casual"],
  }, {
    current: rowsOf({ casual, temp, y: casual.map((x) => 1.8 * x + 32) }),
  });
  expect(details!.columns).toEqual(["casual"]);
});

test("labelSum() finds a difference of two columns with missing values", async () => {
  const revenue = rows.map((i) => 1000 + i * 71 % 307);
  const cost = rows.map((i) => revenue[i]! - i * 13 % 17);
  const { details } = await ask(labelSum, {
    label: "profit",
    features: ["temp", "revenue", "cost", "casual"],
  }, {
    current: rowsOf({
      temp,
      casual,
      revenue: revenue.map((x, i) => i % 20 ? x : null),
      cost,
      profit: rows.map((i) => revenue[i]! - cost[i]!),
    }),
  });
  expect(details!.columns).toEqual(["revenue", "cost"]);
});

test("leastSquares() equals numpy's", () => {
  const at = (f: (i: number) => number) =>
    Float64Array.from({ length: 50 }, (_, i) => f(i));
  const a = at((i) => (i * 7 % 11) * 1.5), b = at((i) => i * 5 % 13 - 4);
  const y = at((i) => 2 * a[i]! - 0.5 * b[i]! + 3 + (i * 3 % 7) * 0.1);
  const fit = leastSquares(y, [a, b]);
  expect(fit.rSquared).toBeCloseTo(golden.plane.rSquared, 12);
  expect(fit.intercept).toBeCloseTo(golden.plane.intercept, 10);
  fit.coefficients.forEach((x, i) =>
    expect(x).toBeCloseTo(golden.plane.coefficients[i]!, 10)
  );
});

test("labelSum() of constants or too few rows is unknown", async () => {
  const asked = async (current: ReturnType<typeof rowsOf>) =>
    (await ask(labelSum, { label: "y", features: ["x"] }, { current })).unknown;
  expect(await asked(rowsOf({ x: [1, 2], y: [1, 2] }))).toBe(
    "only 2 rows have a label, at least 20 are needed",
  );
  expect(await asked(rowsOf({ x: rows.map(() => 1), y: rows }))).toBe(
    "no feature is a number that varies",
  );
});

test("labelSum() refuses a limit above 1", () => {
  expect(() =>
    check(labelSum, { label: "y", features: ["x"] }, atMost(1), {
      options: { limit: 2 },
    })
  ).toThrow(
    'Cannot use "limit" of "leakage/label_sum": it is 2, a share above 0 and at most 1 is needed',
  );
});
