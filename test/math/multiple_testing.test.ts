import { expect, test } from "vitest";
import {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  holm,
  holmLevels,
  random,
} from "../../lib/math/mod.ts";

const raw = [0.02, 0.9, 0.001, 0.04];

test("bonferroni() multiplies by the number of tests, up to 1", () => {
  expect(bonferroni(raw)).toEqual([0.08, 1, 0.004, 0.16]);
});

test("benjaminiHochberg() takes the smallest p n / rank from its rank on", () => {
  // Ranks 2, 4, 1, 3: 0.02 x 4 / 2, 0.9, 0.001 x 4, 0.04 x 4 / 3.
  const found = benjaminiHochberg(raw);
  [0.04, 0.9, 0.004, 0.16 / 3].forEach((p, i) =>
    expect(found[i]).toBeCloseTo(p, 14)
  );
});

test("benjaminiYekutieli() is 1 + 1/2 + 1/3 + 1/4 times that, up to 1", () => {
  const found = benjaminiYekutieli(raw), sum = 25 / 12;
  [0.04 * sum, 1, 0.004 * sum, 0.16 / 3 * sum].forEach((p, i) =>
    expect(found[i]).toBeCloseTo(p, 14)
  );
});

test("adjusted p-values are never below the raw ones and keep their order", () => {
  for (const adjust of [bonferroni, benjaminiHochberg, benjaminiYekutieli]) {
    const found = adjust(raw);
    found.forEach((p, i) => expect(p).toBeGreaterThanOrEqual(raw[i]!));
    expect(found[2]).toBeLessThan(found[0]!);
    expect(adjust([])).toEqual([]);
    expect(adjust([0.3])).toEqual([0.3]);
  }
});

test("holm() multiplies by the number still open and never falls", () => {
  expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
  expect(holm([])).toEqual([]);
  expect(holm([0.9, 0.8])).toEqual([1, 1]);
});

test("holm() with weights is the closed test of weighted Bonferroni", () => {
  const draw = random(5);
  for (let round = 0; round < 20; round++) {
    const n = 1 + draw.integer(6);
    const p = Array.from({ length: n }, () => draw.uniform() ** 3);
    const w = Array.from({ length: n }, () => 0.05 + draw.uniform());
    const worst = p.map(() => 0);
    for (let subset = 1; subset < 2 ** n; subset++) {
      const inside = p.map((_, i) => i).filter((i) => subset >> i & 1);
      const weight = inside.reduce((sum, i) => sum + w[i]!, 0);
      const joint = Math.min(1, ...inside.map((i) => p[i]! * weight / w[i]!));
      for (const i of inside) worst[i] = Math.max(worst[i]!, joint);
    }
    holm(p, w).forEach((x, i) => expect(x).toBeCloseTo(worst[i]!, 12));
  }
});

test("holm() passes the level of an exhausted group to the other", () => {
  // Half for one label, half for four features: the label found, each of two features left has half of all.
  const weights = [0.5, 0.125, 0.125, 0.125, 0.125];
  const p = [1e-9, 1e-9, 1e-9, 0.024, 0.5];
  expect(holm(p, weights)[3]).toBeCloseTo(0.048, 12);
  expect(holmLevels(p, 0.05, weights)[4]).toBeCloseTo(0.05, 12);
});

test("holmLevels() are where adjusted p-values meet the level", () => {
  const draw = random(6);
  const p = Array.from({ length: 30 }, () => draw.uniform() ** 6);
  const w = p.map(() => 0.1 + draw.uniform());
  const levels = holmLevels(p, 0.05, w);
  holm(p, w).forEach((adjusted, i) =>
    expect(adjusted <= 0.05).toBe(p[i]! <= levels[i]!)
  );
});
