import { expect, test } from "vitest";
import { averagePrecision } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { score: "s", label: "y" };

test("averagePrecision() of positives in places 1 and 3 is (1 + 2/3) / 2", async () => {
  const found = await ask(averagePrecision, roles, {
    current: [{ s: 4, y: 1 }, { s: 3, y: 0 }, { s: 2, y: 1 }, { s: 1, y: 0 }],
  });
  expect(found.value).toBeCloseTo((1 + 2 / 3) / 2, 14);
});

test("averagePrecision() equals scikit-learn with ties, stepwise and by trapezoids", async () => {
  const found = await ask(averagePrecision, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.curves.average_precision, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
  const found1 = await ask(averagePrecision, roles, {
    current: fortyRows,
    options: { interpolation: "trapezoid" },
  });
  expect(found1.value).toBeCloseTo(golden.curves.trapezoid, 12);
});

test("averagePrecision() without positives is unknown", async () => {
  const found = await ask(averagePrecision, roles, {
    current: [{ s: 1, y: 0 }],
  });
  expect(found.unknown).toBe(
    "average precision needs a positive row with a score; name the positive class if the label is not 0 or 1",
  );
});

test("averagePrecision() refuses an unknown interpolation", () => {
  expect(() =>
    check(averagePrecision, roles, anything, {
      options: { interpolation: "spline" },
    })
  ).toThrow(
    new RangeError(
      'Cannot use "interpolation" of "metrics/average_precision": it is "spline", "step" or "trapezoid" is needed',
    ),
  );
});
