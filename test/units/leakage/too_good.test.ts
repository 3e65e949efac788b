import { expect, test } from "vitest";
import { ruleOfThumb, tooGood } from "../../../lib/units/leakage/mod.ts";
import { ask } from "../ask.ts";

const about = { prediction: "said", label: "fraud" };

function rows(n: number, positives: number, wrong: number) {
  return Array.from({ length: n }, (_, i) => {
    const fraud = i < positives ? 1 : 0;
    return { fraud, said: i < wrong ? 1 - fraud : fraud };
  });
}

test("tooGood() makes 99.99 % of always saying no look as useless as it is", async () => {
  const current = rows(10_000, 1, 1);
  const { value, effect, details } = await ask(tooGood, about, { current });
  expect(value).toBe(0.9999);
  expect(effect).toBe(0);
  expect(details).toMatchObject({
    lookFor: ["imbalance"],
    baseline: { rule: 'always "0"', value: 0.9999 },
    explanation:
      'accuracy is 99.99 %, useless: always saying "0" reaches 99.99 %; look for imbalance',
  });
});

test("tooGood() asks for leaks above 95 %, for imbalance too above 99 %", async () => {
  const lookFor = async (wrong: number) =>
    (await ask(tooGood, about, { current: rows(1000, 400, wrong) })).details!
      .lookFor;
  expect(await lookFor(50)).toEqual([]);
  expect(await lookFor(49)).toEqual(["leaks"]);
  expect(await lookFor(10)).toEqual(["leaks"]);
  expect(await lookFor(9)).toEqual(["leaks", "imbalance"]);
});

test("tooGood() without a labelled row is unknown", async () => {
  const current = [{ said: 1, fraud: null }];
  const types = { fraud: "DOUBLE" };
  expect((await ask(tooGood, about, { current, types })).unknown).toBeTypeOf(
    "string",
  );
});

test("ruleOfThumb() refuses what is no share", () => {
  expect(ruleOfThumb(0.96, { name: "AUC" })).toEqual({
    lookFor: ["leaks"],
    sentence: "AUC is 96 %; look for leaks",
  });
  expect(() => ruleOfThumb(96, { name: "AUC" })).toThrow(
    'Cannot judge "AUC": it is 96, a share from 0 to 1 is needed',
  );
});
