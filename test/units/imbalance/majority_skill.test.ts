import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { majoritySkill } from "../../../lib/units/imbalance/mod.ts";
import golden from "../../golden/imbalance_decisions.json" with {
  type: "json",
};
import { ask, rowsOf } from "../ask.ts";

const asked = (label: (number | null)[], said: number[]) =>
  ask(majoritySkill, { prediction: "said", label: "label" }, {
    current: rowsOf({ label, said }),
    types: { label: "DOUBLE" },
  });
const fraud = Array.from({ length: 10_000 }, (_, i) => Number(i === 7));

test("always saying not fraud has no skill, however right it is", async () => {
  const { value, details } = await asked(fraud, fraud.map(() => 0));
  expect(value).toBe(0);
  expect(details!.accuracy).toBe(0.9999);
});

test("majoritySkill() without an error is 1, worse than the rule below 0", async () => {
  expect((await asked(fraud, fraud)).value).toBe(1);
  const { value, interval } = await asked([0, 0, 0, 1], [1, 0, 0, 0]);
  expect(value).toBe(-1);
  expect(interval![0]).toBeLessThan(-1);
});

test("majoritySkill() equals what scikit-learn's accuracies give", async () => {
  const label = Array.from({ length: 200 }, (_, i) => i % 7 === 0 ? 1 : 0);
  const said = Array.from(
    { length: 200 },
    (_, i) => i % 14 === 0 || i % 33 === 5 ? 1 : 0,
  );
  const { value, details } = await asked(label, said);
  expect(value).toBeCloseTo(golden.skill, 12);
  expect(details!.explanation).toBe(
    'The predictions avoid 31 % of the 29 errors of always saying "0" (accuracy 0.9 beside 0.855)',
  );
});

test("majoritySkill() of one class is unknown", async () => {
  expect((await asked([0, 0, null], [0, 1, 1])).unknown).toBe(
    'every label is "0": nothing can be gained',
  );
});

test("majoritySkill() needs a prediction", () => {
  expect(() => check(majoritySkill, { label: "y" } as never, anything)).toThrow(
    'Cannot ask "imbalance/majority_skill": role "prediction" is missing, needed are "prediction", "label"',
  );
});
