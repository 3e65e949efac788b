import { expect, test } from "vitest";
import {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
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
