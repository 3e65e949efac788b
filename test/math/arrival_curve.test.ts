import { expect, test } from "vitest";
import {
  type AgedRows,
  arrivalCurve,
  arrivedShare,
  arrivedShareInterval,
  effectiveWilson,
  positiveShare,
  wilson,
} from "../../lib/math/mod.ts";
import golden from "../golden/label_arrival.json" with { type: "json" };

const rows: AgedRows[] = Array.from({ length: 400 }, (_, i) => {
  const age = (i * 37) % 97, delay = (i * 53) % 131;
  const arrived = i % 3 === 0 && delay <= age;
  return { age, delay: arrived ? delay : undefined, n: 1 };
});

test("arrivalCurve() of 4 rows, one label after a step and one after three: S is 3/4, then 3/8", () => {
  const curve = arrivalCurve([
    { age: 4, delay: 1, n: 1 },
    { age: 2, delay: undefined, n: 1 },
    { age: 4, delay: 3, n: 1 },
    { age: 4, delay: undefined, n: 1 },
  ], 4);
  expect([...curve.waiting]).toEqual([1, 3 / 4, 3 / 4, 3 / 8, 3 / 8]);
  expect([...curve.risk]).toEqual([4, 4, 3, 2, 1]);
  expect(curve.labels).toBe(2);
  expect(arrivedShare(curve, 1)).toBeCloseTo((1 / 4) / (5 / 8), 15);
  expect(arrivedShare(curve, 99)).toBe(1);
});

test("arrivalCurve() and Greenwood's variance equal lifelines", () => {
  const curve = arrivalCurve(rows, 96);
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

test("arrivalCurve() of parts counted together is that of all rows", () => {
  const twice = arrivalCurve([...rows, ...rows], 96);
  const weighted = arrivalCurve(rows.map((row) => ({ ...row, n: 2 })), 96);
  expect(weighted).toEqual(twice);
});

test("arrivalCurve() counts a label that comes after the horizon as none", () => {
  const curve = arrivalCurve([{ age: 50, delay: 40, n: 3 }], 30);
  expect(curve.labels).toBe(0);
  expect(arrivedShare(curve, 10)).toBeNaN();
  expect(arrivedShareInterval(curve, 10)).toEqual([0, 1]);
});

test("arrivalCurve() of no rows waits for ever", () => {
  expect([...arrivalCurve([], 2).waiting]).toEqual([1, 1, 1]);
});

test("effectiveWilson() equals statsmodels at the count that gives the variance, less what few labels cost", () => {
  for (const { share, variance, labels, interval } of golden.wilson) {
    const found = effectiveWilson(share, variance, labels);
    expect(found[0]).toBeCloseTo(interval[0]!, 12);
    expect(found[1]).toBeCloseTo(interval[1]!, 12);
  }
});

test("effectiveWilson() of all, none or one label takes the labels as count", () => {
  expect(effectiveWilson(1, 0, 20)).toEqual(wilson(20, 20));
  expect(effectiveWilson(1, 0.1, 1)).toEqual(wilson(1, 1));
  expect(effectiveWilson(0, 0, 0)).toEqual([0, 1]);
});
