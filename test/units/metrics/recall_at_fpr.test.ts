import { expect, test } from "vitest";
import { recallAtFpr } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { score: "s", label: "y" };

test("recallAtFpr() without a false alarm finds what stands above the first negative", async () => {
  const found = await ask(recallAtFpr, roles, {
    current: [{ s: 4, y: 1 }, { s: 3, y: 0 }, { s: 2, y: 1 }, { s: 1, y: 0 }],
    options: { fpr: 0, least: 1 },
  });
  expect(found.value).toBeCloseTo(1 / 2, 14);
});

test("recallAtFpr() equals scikit-learn's curve", async () => {
  const found = await ask(recallAtFpr, roles, {
    current: fortyRows,
    options: { fpr: 0.3 },
  });
  expect(found.value).toBeCloseTo(golden.curves.recall_at, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("recallAtFpr() of fewer than ten positives is unknown", async () => {
  const found = await ask(recallAtFpr, roles, {
    current: [{ s: 4, y: 1 }, { s: 3, y: 0 }, { s: 2, y: 1 }, { s: 1, y: 0 }],
  });
  expect(found.unknown).toBe(
    "recall needs at least 10 labelled positives and a negative, found 2 and 2",
  );
});

test("recallAtFpr() refuses a rate above 1", () => {
  expect(() => check(recallAtFpr, roles, anything, { options: { fpr: 2 } }))
    .toThrow(
      new RangeError(
        'Cannot use "fpr" of "metrics/recall_at_fpr": it is 2, a share from 0 to 1 is needed',
      ),
    );
});
