import { expect, test } from "vitest";
import { classWeights } from "../../../lib/units/imbalance/mod.ts";
import golden from "../../golden/imbalance.json" with { type: "json" };

test("classWeights() equals scikit-learn's balanced weights", () => {
  const found = classWeights({ a: 17, b: 6, c: 2, none: 0 });
  expect(Object.keys(found)).toEqual(["a", "b", "c"]);
  for (const [name, weight] of Object.entries(golden.weights)) {
    expect(found[name]).toBeCloseTo(weight, 12);
  }
});
