import { expect, test } from "vitest";
import { recall } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "p", label: "y" };

test("recall() of 12 found among 16 is 3/4", async () => {
  const found = await ask(recall, roles, {
    current: [
      ...Array(12).fill({ p: 1, y: 1 }),
      ...Array(4).fill({ p: 0, y: 1 }),
      ...Array(6).fill({ p: 1, y: 0 }),
      ...Array(3).fill({ p: 0, y: 0 }),
    ],
  });
  expect(found.value).toBeCloseTo(3 / 4, 14);
});

test("recall() equals scikit-learn, binary and weighted", async () => {
  const found = await ask(recall, { prediction: "prediction", label: "y" }, {
    current: fortyRows,
  });
  expect(found.value).toBeCloseTo(golden.classes.recall, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
  const found1 = await ask(recall, { prediction: "said", label: "kind" }, {
    current: fortyRows,
    options: { average: "weighted" },
  });
  expect(found1.value).toBeCloseTo(golden.classes.recall_weighted, 12);
});

test("recall() of fewer than ten positives is unknown", async () => {
  const found = await ask(recall, roles, {
    current: Array(9).fill({ p: 1, y: 1 }),
  });
  expect(found.unknown).toBe(
    "recall needs at least 10 labelled positives, found 9",
  );
});

test("recall() refuses an unknown average", () => {
  expect(() =>
    check(recall, roles, anything, { options: { average: "median" } })
  ).toThrow(
    new RangeError(
      'Cannot use "average" of "metrics/recall": it is "median", "binary", "macro", "micro", "weighted" or null is needed',
    ),
  );
});
