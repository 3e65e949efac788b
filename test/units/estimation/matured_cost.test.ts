import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { matured, maturedCost } from "../../../lib/units/mod.ts";
import { ask } from "../ask.ts";
import { end, payments } from "./payments.ts";

const roles = { score: "s", label: "y", time: "at", arrival: "came" };
const types = { came: "TIMESTAMP", y: "DOUBLE" };

test("maturedCost() prices the misses and false alarms that estimation/matured expects", async () => {
  const current = payments("cost", { n: 1500, rate: 0.4 })
    .map((row) => ({ ...row }));
  const options = { horizon: 60, now: end(120).toISOString() };
  const cost = await ask(maturedCost, roles, {
    current,
    types,
    options: { ...options, miss: 20, falseAlarm: 3 },
  });
  const { details } = await ask(matured, roles, { current, types, options });
  const { figures: { recall, precision, positive_rate: rate } } = details as {
    figures: Record<"recall" | "precision" | "positive_rate", number>;
  };
  const found = rate * recall;
  expect(cost.value).toBeCloseTo(
    20 * (rate - found) + 3 * (found / precision - found),
    10,
  );
  expect(cost.interval![0]).toBeLessThan(cost.value!);
  const [low, high] = cost.details!.settling as readonly [number, number];
  expect(high - low).toBeLessThan(cost.interval![1] - cost.interval![0]);
});

test("maturedCost() without a row is unknown", async () => {
  const { unknown } = await ask(maturedCost, roles, {
    current: [],
    types: { s: "DOUBLE", at: "TIMESTAMP", ...types },
  });
  expect(unknown).toBe("no row has a score and a time before now");
});

test("maturedCost() refuses a price of nothing", () => {
  expect(() => check(maturedCost, roles, anything, { options: { miss: 0 } }))
    .toThrow(
      new RangeError(
        'Cannot use "miss" of "estimation/matured_cost": it is 0, a price above 0 is needed',
      ),
    );
});
