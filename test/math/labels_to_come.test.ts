import { expect, test } from "vitest";
import { arrivalCurve, labelsToCome, random } from "../../lib/math/mod.ts";

test("labelsToCome() of rows without label is their chance of one until the horizon", () => {
  const curve = arrivalCurve([
    { age: 10, delay: 2, n: 10 },
    { age: 10, delay: 8, n: 10 },
    { age: 10, delay: undefined, n: 80 },
  ], 10);
  // S falls from 1 to 0.9 and 0.8: a row of age 5 gets a label with 1 - 0.8 / 0.9
  const { value } = labelsToCome([{ age: 5, delay: undefined, n: 18 }, {
    age: 5,
    delay: 2,
    n: 7,
  }], curve);
  expect(value).toBeCloseTo(2, 12);
  expect(labelsToCome([{ age: 10, delay: undefined, n: 9 }], curve)).toEqual({
    value: 0,
    variance: 0,
  });
});

test("labelsToCome()'s variance is that of what came in 400 seeded worlds", () => {
  const errors: number[] = [];
  let variance = 0;
  for (let seed = 0; seed < 400; seed++) {
    const draw = random(`to come ${seed}`);
    let later = 0;
    const rows = Array.from({ length: 2000 }, () => {
      const age = draw.integer(100);
      const delay = draw.uniform() < 0.1
        ? Math.min(60, Math.floor(-14 * Math.log(1 - draw.uniform())))
        : Infinity;
      if (delay > age && delay < Infinity && age < 60) later++;
      return { age, delay: delay <= age ? delay : undefined, n: 1 };
    });
    const found = labelsToCome(rows, arrivalCurve(rows, 60));
    errors.push(found.value - later);
    variance += found.variance / 400;
  }
  const mean = errors.reduce((s, x) => s + x, 0) / 400;
  const square = errors.reduce((s, x) => s + x * x, 0) / 400;
  expect(Math.abs(mean)).toBeLessThan(3 * Math.sqrt(variance / 400));
  expect(square / variance).toBeGreaterThan(0.8);
  expect(square / variance).toBeLessThan(1.2);
});
