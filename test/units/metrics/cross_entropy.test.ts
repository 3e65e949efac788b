import { expect, test } from "vitest";
import { crossEntropy } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { columns: ["score_0", "score_1", "score_2"], label: "class" };

test("crossEntropy() of equal scores is ln of the classes", async () => {
  const found = await ask(crossEntropy, roles, {
    current: [{ score_0: 1, score_1: 1, score_2: 1, class: 2 }],
  });
  expect(found.value).toBeCloseTo(Math.log(3), 14);
});

test("crossEntropy() equals scikit-learn", async () => {
  const found = await ask(crossEntropy, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.log_loss_multi, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("crossEntropy() of labels that no column stands for is unknown", async () => {
  const found = await ask(crossEntropy, roles, {
    current: [{ score_0: 1, score_1: 1, score_2: 1, class: 7 }],
  });
  expect(found.unknown).toBe(
    "none of 1 labels has a probability: name the classes in the order of the columns",
  );
});
