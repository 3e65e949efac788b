import { expect, test } from "vitest";
import { brier } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { score: "p", label: "y" };

test("brier() of a coin is 1/4, all of it uncertainty", async () => {
  const found = await ask(brier, roles, {
    current: [{ p: 0.5, y: 1 }, { p: 0.5, y: 0 }],
  });
  expect(found.value).toBeCloseTo(1 / 4, 14);
  expect(found.details).toMatchObject({
    reliability: 0,
    resolution: 0,
    uncertainty: 0.25,
  });
});

test("brier() equals scikit-learn", async () => {
  const found = await ask(brier, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.brier, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("brier() of scores that are no probabilities is unknown", async () => {
  const found = await ask(brier, roles, { current: [{ p: 2, y: 1 }] });
  expect(found.unknown).toBe(
    "scores reach from 2 to 2, probabilities from 0 to 1 are needed",
  );
});

test("brier() refuses no bins", () => {
  expect(() => check(brier, roles, anything, { options: { bins: 0 } })).toThrow(
    new RangeError(
      'Cannot use "bins" of "metrics/brier": it is 0, a whole number from 1 to 1000 is needed',
    ),
  );
});

test("brier() is reliability - resolution + uncertainty + what bins hide", async () => {
  const { value, details } = await ask(brier, roles, { current: fortyRows });
  const { reliability, resolution, uncertainty, withinBins } =
    details as Record<string, number>;
  expect(reliability).toBeCloseTo(golden.murphy.reliability, 12);
  expect(resolution).toBeCloseTo(golden.murphy.resolution, 12);
  expect(reliability! - resolution! + uncertainty! + withinBins!).toBeCloseTo(
    value!,
    12,
  );
});
