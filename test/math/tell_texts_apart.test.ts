import { expect, test } from "vitest";
import { tellTextsApart } from "../../lib/math/mod.ts";
import golden from "../golden/drift_many.json" with { type: "json" };

test("tellTextsApart() equals unhashed n-grams up to rare collisions", () => {
  const { reference, current } = golden.texts;
  expect(tellTextsApart(reference, current).auc)
    .toBeCloseTo(golden.expected.text.auc, 2);
});

test("tellTextsApart() of the same texts is 1/2", () => {
  const { reference } = golden.texts;
  expect(tellTextsApart(reference, reference)).toEqual({
    auc: 0.5,
    pValue: 0.5,
  });
});
