import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { random } from "../../../lib/math/mod.ts";
import { expectedCost } from "../../../lib/units/imbalance/mod.ts";
import golden from "../../golden/imbalance_decisions.json" with {
  type: "json",
};
import { ask, rowsOf } from "../ask.ts";

const draw = random("cost"), n = 3000;
const y = Array.from({ length: n }, () => Number(draw.uniform() < 0.05));
const score = y.map((v) =>
  Math.round(100 / (1 + Math.exp(3 - 2.5 * v - draw.normal()))) / 100
);
const current = rowsOf({ score, y, id: y.map((_, i) => BigInt(i)) });
const roles = { score: "score", label: "y" };
const asked = (options = {}) =>
  ask(expectedCost, roles, { current, options, rowId: "id" });

function costAt(t: number, miss = 150, falseAlarm = 5): number {
  return y.reduce(
    (sum, v, i) => sum + (score[i]! >= t ? (v ? 0 : falseAlarm) : v ? miss : 0),
    0,
  ) / n;
}

test("expectedCost() at a threshold is the plain loop's", async () => {
  const { value, interval } = await asked({ threshold: 0.3 });
  expect(value).toBeCloseTo(costAt(0.3), 10);
  expect(interval![0]).toBeLessThan(value!);
  expect(interval![1]).toBeGreaterThan(value!);
  expect((await asked({ threshold: 0.305, miss: 10, falseAlarm: 1 })).value)
    .toBeCloseTo(costAt(0.305, 10, 1), 10);
  expect((await asked({ threshold: 2 })).value)
    .toBeCloseTo(costAt(2), 10);
});

test("expectedCost() finds the cheapest threshold, beside flagging all and nothing", async () => {
  const { details } = await asked();
  const costs = [...new Set(score), Infinity].map((t) => costAt(t));
  expect(details!.cost).toBeCloseTo(Math.min(...costs), 10);
  expect(costAt(details!.threshold as number))
    .toBeCloseTo(details!.cost as number, 10);
  expect(details!.flagNone).toBeCloseTo(costAt(2), 10);
  expect(details!.flagAll).toBeCloseTo(costAt(0), 10);
  expect(details!.ifCalibrated).toEqual({
    threshold: 5 / 155,
    cost: expect.closeTo(costAt(5 / 155), 10),
  });
});

test("expectedCost() equals scikit-learn's confusion matrices, by threshold", async () => {
  const rows = Array.from({ length: 500 }, (_, i) => ({
    id: BigInt(i),
    s: ((i * 37) % 101) / 100,
    fraud: (i * 37) % 101 + (i * 13) % 29 > 110 ? 1 : 0,
  }));
  const { details } = await ask(expectedCost, { score: "s", label: "fraud" }, {
    current: rows,
    rowId: "id",
  });
  expect(details).toMatchObject({
    threshold: golden.cost.threshold,
    misses: golden.cost.misses,
    falseAlarms: golden.cost.falseAlarms,
    cost: expect.closeTo(golden.cost.cost, 12),
  });
});

test("expectedCost() charges what choosing the threshold costs", async () => {
  const { value, effect, details } = await asked();
  expect(value!).toBeGreaterThanOrEqual(details!.cost as number);
  expect(value!).toBeLessThan(1.2 * (details!.cost as number));
  expect(effect).toBeGreaterThan(0);
});

test("expectedCost() draws a curve of costs", async () => {
  const { curve } = (await asked()).details as {
    curve: { threshold: number | null; cost: number; flagged: number }[];
  };
  expect(curve.length).toBeGreaterThan(20);
  expect(curve.length).toBeLessThan(105);
  for (const { threshold, cost, flagged } of curve) {
    expect(cost).toBeCloseTo(costAt(threshold ?? 2), 10);
    expect(flagged).toBeCloseTo(
      score.filter((s) => s >= (threshold ?? 2)).length / n,
      10,
    );
  }
});

test("expectedCost() of useless scores is that of the cheaper of all and nothing", async () => {
  const useless = current.map((row) => ({ ...row, score: 0.5 }));
  const { value, effect } = await ask(expectedCost, roles, {
    current: useless,
    rowId: "id",
  });
  expect(value).toBeCloseTo(Math.min(costAt(2), costAt(0)), 10);
  expect(effect).toBeCloseTo(0, 10);
  const { value: none, details } = await ask(expectedCost, roles, {
    current: useless,
    rowId: "id",
    options: { miss: 1, falseAlarm: 1 },
  });
  expect(none).toBeCloseTo(costAt(2, 1, 1), 10);
  expect(details!.threshold).toBeNull();
});

test("expectedCost() without both classes is unknown", async () => {
  const one = [{ score: 1, y: 0 }, { score: 2, y: 0 }];
  expect((await ask(expectedCost, roles, { current: one })).unknown).toBe(
    "cost needs both classes, found 0 positive and 2 negative rows with a score; name the positive class if the label is not 0 or 1",
  );
});

test("expectedCost() refuses a price of 0", () => {
  expect(() => check(expectedCost, roles, anything, { options: { miss: 0 } }))
    .toThrow(
      'Cannot use "miss" of "imbalance/expected_cost": it is 0, a price above 0 is needed',
    );
});
