import { expect, test } from "vitest";
import {
  addMatured,
  type AgedRows,
  arrivalByLabels,
  arrivalByRows,
  maturedCount,
  noRows,
  random,
} from "../../lib/math/mod.ts";

test("maturedCount() counts a label at an age by which half has come twice", () => {
  // of two positives one comes at once, one after ten steps; all rows but the young one were watched to the end
  const old: AgedRows[] = [
    { age: 10, delay: 0, n: 5 },
    { age: 10, delay: 10, n: 5 },
    { age: 10, delay: undefined, n: 90 },
  ];
  const curve = arrivalByRows(old, 10);
  const found = maturedCount([{ age: 4, delay: 0, n: 3 }, {
    age: 4,
    delay: undefined,
    n: 27,
  }], curve);
  expect(found.rows).toBe(30);
  expect(found.arrived).toBe(3);
  expect(found.expected).toBeCloseTo(6, 12);
});

test("maturedCount() of rows as old as the horizon is what arrived, and nothing is left to settle", () => {
  const rows = [{ age: 10, delay: 3, n: 4 }, {
    age: 12,
    delay: undefined,
    n: 6,
  }];
  const found = maturedCount(rows, arrivalByLabels(rows, 10));
  expect(found).toMatchObject({ rows: 10, arrived: 4, expected: 4 });
  expect(found.settling).toBeCloseTo(0, 12);
  // which of the rows are positive is still chance
  expect(found.variance).toBeCloseTo(4, 12);
});

test.each([["labels", arrivalByLabels], ["rows", arrivalByRows]] as const)(
  "maturedCount()'s variances by %s are those of 400 seeded worlds",
  (name, curveOf) => {
    const counts: number[] = [], errors: number[] = [];
    let variance = 0, settling = 0;
    for (let seed = 0; seed < 400; seed++) {
      const draw = random(`matured count ${seed}`);
      let later = 0;
      const rows = Array.from({ length: 3000 }, () => {
        const age = draw.integer(100);
        const delay = draw.uniform() < 0.1
          ? Math.min(60, Math.floor(-14 * Math.log(1 - draw.uniform())))
          : undefined;
        if (delay !== undefined && age >= 8 && age < 20) later++;
        return { age, delay: delay! <= age ? delay : undefined, n: 1 };
      });
      const young = rows.filter(({ age }) => age >= 8 && age < 20);
      const found = maturedCount(young, curveOf(rows, 60));
      counts.push(found.expected);
      errors.push(found.expected - later);
      variance += found.variance / 400;
      settling += found.settling / 400;
    }
    const mean = counts.reduce((s, x) => s + x, 0) / 400;
    const square = (xs: readonly number[], about: number) =>
      xs.reduce((s, x) => s + (x - about) ** 2, 0) / xs.length;
    // 3000 rows x 12/100 x 0.1 = 36; a variance of 400 draws is known to 7 %
    expect(Math.abs(mean - 36)).toBeLessThan(3 * Math.sqrt(variance / 400));
    expect(square(counts, 36) / variance).toBeGreaterThan(0.75);
    expect(square(counts, 36) / variance).toBeLessThan(1.2);
    expect(square(errors, 0) / settling).toBeGreaterThan(0.75);
    expect(square(errors, 0) / settling, name).toBeLessThan(1.2);
  },
);

test("addMatured() with no rows changes nothing", () => {
  const some = maturedCount(
    [{ age: 3, delay: 1, n: 2 }],
    arrivalByLabels([{ age: 3, delay: 1, n: 2 }], 3),
  );
  expect(addMatured(some, noRows)).toEqual(some);
});
