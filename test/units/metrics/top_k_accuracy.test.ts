import { expect, test } from "vitest";
import { topKAccuracy } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { columns: ["score_0", "score_1", "score_2"], label: "class" };

test("topKAccuracy() counts a tie at the last place by its share", async () => {
  const found = await ask(topKAccuracy, roles, {
    current: [{ score_0: 3, score_1: 1, score_2: 1, class: 2 }],
  });
  expect(found.value).toBeCloseTo(1 / 2, 14);
});

test("topKAccuracy() equals scikit-learn", async () => {
  const found = await ask(topKAccuracy, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.top2, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("topKAccuracy() of labels that no column stands for is unknown", async () => {
  const found = await ask(topKAccuracy, roles, {
    current: [{ score_0: 1, score_1: 1, score_2: 1, class: 7 }],
  });
  expect(found.unknown).toBe(
    "no label has a score: name the classes in the order of the columns",
  );
});

test("topKAccuracy() refuses a length of 0", () => {
  expect(() => check(topKAccuracy, roles, anything, { options: { k: 0 } }))
    .toThrow(
      new RangeError(
        'Cannot use "k" of "metrics/top_k_accuracy": it is 0, a whole number from 1 or null is needed',
      ),
    );
});
