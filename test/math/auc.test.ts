import { expect, test } from "vitest";
import { aucOf } from "../../lib/math/mod.ts";
import golden from "../golden/leakage.json" with { type: "json" };

const rows = Array.from({ length: 60 }, (_, i) => i);

test("aucOf() equals scikit-learn's, ties counted half", () => {
  const auc = aucOf(
    rows.map((i) => (i * 37 % 23) / 23),
    rows.map((i) => Number(i % 3 === 0)),
  )!;
  expect(auc.value).toBeCloseTo(golden.auc, 12);
  expect(auc).toMatchObject({ positives: 20, negatives: 40 });
});

test("aucOf() of one class is undefined, of perfect scores 1 without error", () => {
  expect(aucOf([1, 2], [1, 1])).toBeUndefined();
  expect(aucOf([1, 2, 3, 4], [0, 0, 1, 1])).toMatchObject({
    value: 1,
    error: 0,
  });
});
