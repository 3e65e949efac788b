import { expect, test } from "vitest";
import { ksOfRoc } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { score: "s", label: "y" };

test("ksOfRoc() of classes that one cut parts is 1", async () => {
  const found = await ask(ksOfRoc, roles, {
    current: [{ s: 2, y: 1 }, { s: 1, y: 0 }],
  });
  expect(found.value).toBeCloseTo(1, 14);
  expect(found.details!.threshold).toBe(2);
});

test("ksOfRoc() equals the largest tpr - fpr of scikit-learn", async () => {
  const found = await ask(ksOfRoc, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.curves.ks, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("ksOfRoc() of one class is unknown", async () => {
  const found = await ask(ksOfRoc, roles, { current: [{ s: 1, y: 0 }] });
  expect(found.unknown).toBe(
    "both classes are needed, found 0 positive and 1 negative rows with a score; name the positive class if the label is not 0 or 1",
  );
});
