import { expect, test } from "vitest";
import { calibrationError } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { random } from "../../../lib/math/mod.ts";
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { score: "p", label: "y" };

test("calibrationError() of 0.8 for what comes half the time is 0.3", async () => {
  const found = await ask(calibrationError, roles, {
    current: [{ p: 0.8, y: 1 }, { p: 0.8, y: 0 }],
  });
  expect(found.value).toBeCloseTo(0.3, 14);
});

test("calibrationError() equals numpy by width and pandas by count", async () => {
  const found = await ask(calibrationError, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.ece, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
  const found1 = await ask(calibrationError, { score: "unique", label: "y" }, {
    current: fortyRows,
    options: { by: "count", bins: 5 },
  });
  expect(found1.value).toBeCloseTo(golden.ece_count, 12);
});

test("calibrationError() of scores that are no probabilities is unknown", async () => {
  const found = await ask(calibrationError, roles, {
    current: [{ p: -1, y: 1 }],
  });
  expect(found.unknown).toBe(
    "scores reach from -1 to -1, probabilities from 0 to 1 are needed",
  );
});

test("calibrationError() refuses one bin", () => {
  expect(() =>
    check(calibrationError, roles, anything, { options: { bins: 1 } })
  ).toThrow(
    new RangeError(
      'Cannot use "bins" of "metrics/calibration_error": it is 1, a whole number from 2 to 1000 is needed',
    ),
  );
});

test("calibrationError() of right scores is no more than chance", async () => {
  const stream = random(1);
  const current = Array.from({ length: 1000 }, () => {
    const p = stream.uniform();
    return { p, y: stream.uniform() < p ? 1 : 0 };
  });
  const { pValue, value, details } = await ask(calibrationError, roles, {
    current,
  });
  expect(pValue).toBeGreaterThan(0.05);
  expect(value).toBeLessThan(2 * (details!.chance as number));
});
