import { expect, test } from "vitest";
import { fbeta } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "p", label: "y" };

test("fbeta() with beta 1 is f1", async () => {
  const found = await ask(fbeta, roles, {
    current: [
      ...Array(12).fill({ p: 1, y: 1 }),
      ...Array(4).fill({ p: 0, y: 1 }),
      ...Array(6).fill({ p: 1, y: 0 }),
      ...Array(3).fill({ p: 0, y: 0 }),
    ],
    options: { beta: 1 },
  });
  expect(found.value).toBeCloseTo(24 / 34, 14);
});

test("fbeta() equals scikit-learn", async () => {
  const found = await ask(fbeta, { prediction: "prediction", label: "y" }, {
    current: fortyRows,
  });
  expect(found.value).toBeCloseTo(golden.classes.fbeta, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("fbeta() of a label without a named positive class is unknown", async () => {
  const found = await ask(fbeta, roles, { current: [{ p: "a", y: "b" }] });
  expect(found.unknown).toBe(
    "fbeta needs a positive class that occurs: name it if the label is not 0 or 1",
  );
});

test("fbeta() refuses a beta of 0", () => {
  expect(() => check(fbeta, roles, anything, { options: { beta: 0 } })).toThrow(
    new RangeError(
      'Cannot use "beta" of "metrics/fbeta": it is 0, a number above 0 is needed',
    ),
  );
});
