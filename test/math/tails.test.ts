import { expect, test } from "vitest";
import {
  andersonDarlingSf,
  chiSquareSf,
  cramerVonMisesSf,
  eigen,
  fisherExact,
  kolmogorovSf,
  poolRare,
  twoSampleKolmogorov,
  weightedChiSquareSf,
} from "../../lib/math/mod.ts";

test("kolmogorovSf() is exact for n = 1 and equals scipy 1.17.1's kstwo.sf", () => {
  expect(kolmogorovSf(1, 0.75)).toBeCloseTo(0.5, 12);
  expect(kolmogorovSf(5, 0.3)).toBeCloseTo(0.664, 12);
  expect(kolmogorovSf(200, 0.05)).toBeCloseTo(0.6802625495871704, 12);
});

test("kolmogorovSf() falls with the distance, from 1 to 0, without a jump where its formulas meet", () => {
  for (const n of [3, 139, 141, 2500, 49_999, 100_001]) {
    let last = 1;
    for (let z = 0.05; z < 5; z += 0.05) {
      const p = kolmogorovSf(n, z / Math.sqrt(n));
      expect(p, `${n} ${z}`).toBeLessThanOrEqual(last + 1e-9);
      last = p;
    }
  }
});

test("twoSampleKolmogorov() counts all orders of 2 and 2: a distance of 1 in 2 of 6", () => {
  expect(twoSampleKolmogorov(2, 2, 1, "exact")).toBeCloseTo(1 / 3, 12);
  expect(twoSampleKolmogorov(2, 3, 1, "exact")).toBeCloseTo(1 / 5, 12);
});

test("limits of Cramer-von Mises and Anderson-Darling meet their tabled 5 and 1 %", () => {
  expect(cramerVonMisesSf(0.46136)).toBeCloseTo(0.05, 4);
  expect(cramerVonMisesSf(0.74346)).toBeCloseTo(0.01, 4);
  expect(andersonDarlingSf(2.492)).toBeCloseTo(0.05, 3);
  expect(andersonDarlingSf(3.857)).toBeCloseTo(0.01, 3);
});

test("weightedChiSquareSf() of equal weights is chi-square's tail, far out too", () => {
  for (const x of [1, 5, 20, 200]) {
    const p = weightedChiSquareSf(2 * x, [{ weight: 2, times: 5 }]);
    expect(p / chiSquareSf(x, 5)).toBeGreaterThan(0.97);
    expect(p / chiSquareSf(x, 5)).toBeLessThan(1.03);
  }
});

test("fisherExact() of the lady's cups is 34/70, of an empty margin 1", () => {
  expect(fisherExact(3, 4, 1, 4)).toBeCloseTo(34 / 70, 12);
  expect(fisherExact(0, 4, 0, 4)).toBe(1);
});

test("eigen() puts a matrix together again", () => {
  const matrix = [[4, 1, 2], [1, 3, 0], [2, 0, 1]];
  const { values, vectors } = eigen(matrix);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      const sum = values.reduce(
        (s, x, k) => s + x * vectors[k]![i]! * vectors[k]![j]!,
        0,
      );
      expect(sum).toBeCloseTo(matrix[i]![j]!, 12);
    }
  }
});

test("poolRare() leaves no cell expected under 5 times and loses no row", () => {
  const { p, q } = poolRare([100, 3, 1, 0, 40], [90, 0, 2, 1, 60]);
  expect([...p]).toEqual([100, 44]);
  expect([...q]).toEqual([90, 63]);
});
