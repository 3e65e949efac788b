import { expect, test } from "vitest";
import { f1 } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "p", label: "y" };

test("f1() of 12 right, 6 wrong and 4 missed is 24/34", async () => {
  const found = await ask(f1, roles, {
    current: [
      ...Array(12).fill({ p: 1, y: 1 }),
      ...Array(4).fill({ p: 0, y: 1 }),
      ...Array(6).fill({ p: 1, y: 0 }),
      ...Array(3).fill({ p: 0, y: 0 }),
    ],
  });
  expect(found.value).toBeCloseTo(24 / 34, 14);
});

test("f1() equals scikit-learn, binary, macro and micro", async () => {
  const found = await ask(f1, { prediction: "prediction", label: "y" }, {
    current: fortyRows,
  });
  expect(found.value).toBeCloseTo(golden.classes.f1, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
  const found1 = await ask(f1, { prediction: "said", label: "kind" }, {
    current: fortyRows,
  });
  expect(found1.value).toBeCloseTo(golden.classes.f1_macro, 12);
  const found2 = await ask(f1, { prediction: "said", label: "kind" }, {
    current: fortyRows,
    options: { average: "micro" },
  });
  expect(found2.value).toBeCloseTo(golden.classes.f1_micro, 12);
});

test("f1() without a pair of label and prediction is unknown", async () => {
  const found = await ask(f1, roles, {
    current: [{ p: null, y: 1 }],
    types: { p: "DOUBLE" },
  });
  expect(found.unknown).toBe(
    "no row has both a label and a prediction",
  );
});

test("f1() refuses an unknown average", () => {
  expect(() => check(f1, roles, anything, { options: { average: "median" } }))
    .toThrow(
      new RangeError(
        'Cannot use "average" of "metrics/f1": it is "median", "binary", "macro", "micro", "weighted" or null is needed',
      ),
    );
});

test("f1() of always saying no is as useless as it is", async () => {
  const current = Array.from(
    { length: 10_000 },
    (_, i) => ({ p: 0, y: i ? 0 : 1 }),
  );
  const found = await ask(f1, roles, { current });
  expect(found.value).toBe(0);
  expect(found.details!.explanation).toBe(
    'f1 is 0, useless: always saying "0" reaches 0',
  );
});
