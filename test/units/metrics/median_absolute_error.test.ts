import { expect, test } from "vitest";
import { medianAbsoluteError } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "guess", label: "truth" };

test("medianAbsoluteError() does not mind one outlier", async () => {
  const found = await ask(medianAbsoluteError, roles, {
    current: [{ truth: 0, guess: 1 }, { truth: 0, guess: 2 }, {
      truth: 0,
      guess: 900,
    }],
  });
  expect(found.value).toBeCloseTo(2, 14);
});

test("medianAbsoluteError() equals scikit-learn", async () => {
  const found = await ask(medianAbsoluteError, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.regression.medae, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("medianAbsoluteError() of missing and NaN labels is unknown", async () => {
  const found = await ask(medianAbsoluteError, roles, {
    current: [{ truth: null, guess: 1 }, { truth: NaN, guess: 1 }],
  });
  expect(found.unknown).toBe(
    "no row has both a prediction and a label",
  );
});
