import { expect, test } from "vitest";
import { random, xoshiro128 } from "../../lib/math/random.ts";

const draws = (n: number, next: () => number) =>
  Array.from({ length: n }, next);
const mean = (values: number[]) =>
  values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: number[]) => {
  const center = mean(values);
  return mean(values.map((v) => (v - center) ** 2));
};

test("xoshiro128() from state 1, 2, 3, 4 gives the published numbers", () => {
  // rand_xoshiro 0.6, test of Xoshiro128StarStar, itself made by the authors' C program
  expect(draws(4, xoshiro128([1, 2, 3, 4]))).toEqual([
    11520,
    0,
    5927040,
    70819200,
  ]);
});

test("random() repeats for the same seed and differs for another", () => {
  expect(draws(5, random("a").uniform)).toEqual(draws(5, random("a").uniform));
  expect(draws(5, random(1).uniform)).not.toEqual(draws(5, random(2).uniform));
});

test("fork() depends on seed and name, not on numbers drawn before", () => {
  const drawn = random(7);
  draws(10, drawn.uniform);
  expect(drawn.fork("x").bits()).toBe(random(7).fork("x").bits());
  expect(drawn.fork("x").bits()).not.toBe(drawn.fork("y").bits());
});

test("random() has the means and variances of its distributions", () => {
  const r = random("moments");
  // 100,000 draws: tolerance is about five standard errors of each
  const cases: [number, number, () => number][] = [
    [0.5, 1 / 12, r.uniform],
    [3, 4, () => r.normal(3, 2)],
    [3, 6, () => r.gamma(1.5, 2)],
    [0.5, 0.5, () => r.gamma(0.5)],
    [0.25, 0.25 * 0.75 / 9, () => r.beta(2, 6)],
    [4, 4, () => r.poisson(4)],
    [70, 70, () => r.poisson(70)],
  ];
  for (const [expected, spread, next] of cases) {
    const values = draws(100_000, next);
    expect(Math.abs(mean(values) - expected)).toBeLessThan(
      5 * Math.sqrt(spread / 1e5),
    );
    expect(Math.abs(variance(values) / spread - 1)).toBeLessThan(0.05);
  }
});

test("zipf() gives each rank its share", () => {
  for (const exponent of [0.8, 1, 1.7]) {
    const r = random(`zipf${exponent}`);
    const counts = new Array<number>(20).fill(0);
    for (let i = 0; i < 100_000; i++) counts[r.zipf(20, exponent) - 1]!++;
    const weights = counts.map((_, i) => Math.pow(i + 1, -exponent));
    const total = weights.reduce((a, b) => a + b, 0);
    for (let i = 0; i < 20; i++) {
      expect(Math.abs(counts[i]! / 1e5 - weights[i]! / total)).toBeLessThan(
        0.008,
      );
    }
  }
});

test("choice() follows its weights, shuffle() keeps every value and its input", () => {
  const r = random(3);
  const picks = draws(10_000, () => r.choice([0, 1, 2], [1, 0, 3]));
  expect(picks.filter((v) => v === 1)).toEqual([]);
  expect(Math.abs(mean(picks) - 1.5)).toBeLessThan(0.05);
  const input = [1, 2, 3, 4, 5];
  expect(r.shuffle(input).sort()).toEqual([1, 2, 3, 4, 5]);
  expect(input).toEqual([1, 2, 3, 4, 5]);
});

test("random() says which parameter is outside its range", () => {
  expect(() => random(1).gamma(0)).toThrow(
    new RangeError('Cannot draw with shape "0": more than 0 is needed'),
  );
  expect(() => random(1).poisson(-1)).toThrow(
    new RangeError('Cannot draw with rate "-1": 0 or more is needed'),
  );
  expect(() => random(1).choice([])).toThrow(
    'Cannot draw with values.length "0": more than 0 is needed',
  );
});
