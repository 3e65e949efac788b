import { expect, test } from "vitest";
import { cbpeMulticlass } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/estimation.json" with { type: "json" };
import { ask } from "../ask.ts";
import { labelledClasses, laterClasses } from "./world.ts";

const roles = {
  columns: ["p_a", "p_b", "p_c"],
  prediction: "said",
  label: "y",
};
const sides = { current: laterClasses, reference: labelledClasses };

test("cbpeMulticlass() of the reference itself expects about its own accuracy", async () => {
  const found = await ask(cbpeMulticlass, roles, {
    current: labelledClasses,
    reference: labelledClasses,
    options: { metric: "accuracy" },
  });
  expect(found.effect!).toBeCloseTo(0, 1);
});

test("cbpeMulticlass() equals scikit-learn's isotonic regressions and weighted metrics", async () => {
  const { details, interval, value } = await ask(cbpeMulticlass, roles, sides);
  const { counts: _, ...wanted } = golden.cbpe_multiclass;
  const estimates = details!.estimates as Record<string, number>;
  for (const [name, x] of Object.entries(wanted)) {
    expect(estimates[name]).toBeCloseTo(x, 10);
  }
  expect(interval![0]).toBeLessThan(value!);
  expect(interval![1]).toBeGreaterThan(value!);
});

test("cbpeMulticlass() with few labels of a class is unknown", async () => {
  const { unknown } = await ask(cbpeMulticlass, roles, {
    ...sides,
    reference: labelledClasses.filter(({ y }) => y !== "b"),
  });
  expect(unknown).toBe(
    'at least 30 labels of each class are needed in the reference, class "b" has 0',
  );
});

test("cbpeMulticlass() refuses a metric that it cannot estimate", () => {
  expect(() =>
    check(cbpeMulticlass, roles, anything, { options: { metric: "mcc" } })
  ).toThrow(
    new RangeError(
      'Cannot use "metric" of "estimation/cbpe_multiclass": it is "mcc", one of "accuracy", "f1", "precision", "recall", "specificity", "roc_auc" is needed',
    ),
  );
});
