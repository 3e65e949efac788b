import { expect, test } from "vitest";
import { random, shareChangeP, stratifiedChange } from "../../lib/math/mod.ts";
import golden from "../golden/stratified_change.json" with { type: "json" };

interface Case {
  readonly strata: readonly (readonly number[])[];
  readonly change?: number;
  readonly pValue?: number;
  readonly exact?: number;
}

const strataOf = ({ strata }: Case) =>
  strata.map(([x, n, y, m]) => ({ x: x!, n: n!, y: y!, m: m! }));

test("stratifiedChange() equals Cochran, Mantel and Haenszel's test and its margin", () => {
  for (const found of golden.cases as readonly Case[]) {
    if (found.pValue === undefined) continue;
    const { change, pValue } = stratifiedChange(strataOf(found))!;
    expect(change).toBeCloseTo(found.change!, 12);
    expect(pValue / found.pValue).toBeCloseTo(1, 6);
  }
});

test("stratifiedChange() of few rows is at least the exact probability", () => {
  const found = golden.cases.find(({ exact }) => exact !== undefined)! as Case;
  const { pValue } = stratifiedChange(strataOf(found))!;
  expect(pValue).toBeCloseTo(found.exact!, 10);
});

test("stratifiedChange() of one stratum is about shareChangeP()", () => {
  for (
    const [x, n, y, m] of [[3000, 10000, 3400, 10000], [100, 5000, 190, 6000]]
  ) {
    const { pValue, change } = stratifiedChange([
      { x: x!, n: n!, y: y!, m: m! },
    ])!;
    const alone = shareChangeP(x!, n!, y!, m!);
    expect(Math.log(pValue) / Math.log(alone)).toBeGreaterThan(0.9);
    expect(Math.log(pValue) / Math.log(alone)).toBeLessThan(1.1);
    expect(change).toBeCloseTo(y! / m! - x! / n!, 12);
  }
});

test("rows that move between strata make no change", () => {
  // 10 and 50 % positive; now most rows lie in the second
  const { change, pValue } = stratifiedChange([
    { x: 900, n: 9000, y: 100, m: 1000 },
    { x: 500, n: 1000, y: 4500, m: 9000 },
  ])!;
  expect(change).toBe(0);
  expect(pValue).toBe(1);
});

test("stratifiedChange() of equal shares rejects at most as often as it says, from few rows to many", () => {
  const next = random("equal shares");
  const hits = (n: number, p: number) => {
    let found = 0;
    for (let i = 0; i < n; i++) if (next.uniform() < p) found++;
    return found;
  };
  for (const n of [15, 60, 400]) {
    let low = 0;
    for (let round = 0; round < 400; round++) {
      const strata = [0.02, 0.1, 0.3, 0.6].map((p) => ({
        x: hits(n, p),
        n,
        y: hits(2 * n, p),
        m: 2 * n,
      }));
      if (stratifiedChange(strata)!.pValue <= 0.1) low++;
    }
    expect(low).toBeLessThanOrEqual(52);
  }
});

test("without a stratum that both sides share nothing can be said", () => {
  expect(stratifiedChange([])).toBeUndefined();
  expect(stratifiedChange([{ x: 1, n: 2, y: 0, m: 0 }])).toBeUndefined();
});
