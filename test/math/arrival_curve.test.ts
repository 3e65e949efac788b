import { expect, test } from "vitest";
import {
  type AgedRows,
  arrivalByLabels,
  arrivalByRows,
  arrivedShare,
  arrivedShareInterval,
} from "../../lib/math/mod.ts";
import golden from "../golden/label_arrival.json" with { type: "json" };
import { agedRows } from "./aged_rows.ts";

/** Of the old rows half of the labels come at once, half after ten steps; of the young ones only the first half is there. */
const halves: readonly AgedRows[] = [
  { age: 20, delay: 0, n: 10 },
  { age: 20, delay: 10, n: 10 },
  { age: 20, delay: undefined, n: 80 },
  { age: 5, delay: 0, n: 10 },
  { age: 5, delay: undefined, n: 90 },
];

test("arrivals by labels and by rows tell that half of the labels has come, though three quarters of those seen had", () => {
  for (
    const curve of [arrivalByLabels(halves, 20), arrivalByRows(halves, 20)]
  ) {
    expect(arrivedShare(curve, 5)).toBeCloseTo(0.5, 12);
    expect(arrivedShare(curve, 10)).toBe(1);
    expect(arrivedShare(curve, 99)).toBe(1);
    expect(curve.labels).toBe(30);
  }
});

test("arrivalByLabels() does not mind that young rows have twice the rate, arrivalByRows() does", () => {
  const busy = [...halves, { age: 5, delay: 0, n: 10 }];
  expect(arrivedShare(arrivalByLabels(busy, 20), 5)).toBeCloseTo(0.5, 12);
  expect(arrivedShare(arrivalByRows(busy, 20), 5)).toBeGreaterThan(0.55);
});

test("arrivalByLabels() equals lifelines run backwards with late entry", () => {
  const curve = arrivalByLabels(agedRows, 96);
  golden.curve.at.forEach((age, i) => {
    expect(arrivedShare(curve, age)).toBeCloseTo(
      golden.labels_curve.share[i]!,
      12,
    );
    let terms = 0;
    for (let j = age + 1; j <= 96; j++) terms += curve.greenwood[j]!;
    expect(terms).toBeCloseTo(golden.labels_curve.greenwood[i]!, 12);
  });
});

test("arrivalByRows() is Kaplan-Meier's share of positives divided by its end", () => {
  const curve = arrivalByRows(agedRows, 96);
  const { at, waiting } = golden.curve;
  at.forEach((age, i) =>
    expect(arrivedShare(curve, age)).toBeCloseTo(
      (1 - waiting[i]!) / (1 - waiting.at(-1)!),
      12,
    )
  );
});

test("arrivedShareInterval() holds the share, is a point at no distance and everything without labels", () => {
  for (const  of of[arrivalByLabels, arrivalByRows]) {
    const curve = of(agedRows, 96);
    const [low, high] = arrivedShareInterval(curve, 30);
    expect(low).toBeLessThan(arrivedShare(curve, 30));
    expect(high).toBeGreaterThan(arrivedShare(curve, 30));
    expect(arrivedShareInterval(curve, 96)[1]).toBe(1);
    const none = of([{ age: 50, delay: 40, n: 3 }], 30);
    expect(arrivedShare(none, 10)).toBeNaN();
    expect(arrivedShareInterval(none, 10)).toEqual([0, 1]);
  }
});
