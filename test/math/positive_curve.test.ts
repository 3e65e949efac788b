import { expect, test } from "vitest";
import {
  type AgedRows,
  positiveCurve,
  positiveShare,
} from "../../lib/math/mod.ts";
import golden from "../golden/label_arrival.json" with { type: "json" };
import { agedRows } from "./aged_rows.ts";

test("positiveCurve() of 4 rows, one label after a step and one after three: S is 3/4, then 3/8", () => {
  const rows: AgedRows[] = [
    { age: 4, delay: 1, n: 1 },
    { age: 2, delay: undefined, n: 1 },
    { age: 4, delay: 3, n: 1 },
    { age: 4, delay: undefined, n: 1 },
  ];
  const curve = positiveCurve(rows, 4);
  expect([...curve.waiting]).toEqual([1, 3 / 4, 3 / 4, 3 / 8, 3 / 8]);
  expect(curve.labels).toBe(2);
  expect(positiveShare(curve, 99).value).toBe(5 / 8);
});

test("positiveCurve() and Greenwood's variance equal lifelines", () => {
  const curve = positiveCurve(agedRows, 96);
  expect(curve.labels).toBe(golden.curve.labels);
  golden.curve.at.forEach((age, i) => {
    const { value, variance } = positiveShare(curve, age);
    const waiting = golden.curve.waiting[i]!;
    expect(value).toBeCloseTo(1 - waiting, 13);
    expect(variance).toBeCloseTo(
      waiting ** 2 * golden.curve.greenwood[i]!,
      13,
    );
  });
});

test("positiveCurve() of parts counted together is that of all rows", () => {
  expect(positiveCurve(agedRows.map((row) => ({ ...row, n: 2 })), 96))
    .toEqual(positiveCurve([...agedRows, ...agedRows], 96));
});

test("positiveCurve() counts a label that comes after the horizon as none, and of no rows waits for ever", () => {
  expect(positiveCurve([{ age: 50, delay: 40, n: 3 }], 30).labels).toBe(0);
  expect([...positiveCurve([], 2).waiting]).toEqual([1, 1, 1]);
});
