import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { majorityBaseline } from "../../../lib/units/imbalance/mod.ts";
import golden from "../../golden/imbalance_decisions.json" with {
  type: "json",
};
import { ask, type Literal, rowsOf } from "../ask.ts";

const asked = (y: Literal[]) =>
  ask(majorityBaseline, { label: "y" }, {
    current: rowsOf({ y }),
    ...(y.some((x) => x !== null) ? {} : { types: { y: "VARCHAR" } }),
  });

test("majorityBaseline() equals scikit-learn's DummyClassifier", async () => {
  const labels = [..."a".repeat(17), ..."b".repeat(6), ..."c".repeat(2)];
  const { value, details } = await asked([...labels, null]);
  expect(value).toBeCloseTo(golden.dummy.accuracy, 12);
  for (const name of ["balancedAccuracy", "logLoss", "brier"] as const) {
    expect(details![name]).toBeCloseTo(golden.dummy[name], 12);
  }
});

test("always not fraud is 99.99 % right and finds nothing", async () => {
  const { value, details } = await asked(
    Array.from({ length: 10_000 }, (_, i) => i === 7),
  );
  expect(value).toBe(0.9999);
  expect(details).toMatchObject({
    balancedAccuracy: 0.5,
    recallOfOthers: 0,
    kappa: 0,
    explanation:
      'Always naming "false" is right in 99.99 % and finds none of the 1 others',
  });
});

test("majorityBaseline() of one class is 1, of none unknown", async () => {
  expect((await asked(["a", null])).value).toBe(1);
  expect((await asked([null])).unknown).toBe("too little data");
});

test("majorityBaseline() needs a label", () => {
  expect(() => check(majorityBaseline, {} as never, anything)).toThrow(
    'Cannot ask "imbalance/majority_baseline": role "label" is missing, needed are "label"',
  );
});
