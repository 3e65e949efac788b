import { expect, test } from "vitest";
import { atLeast, check } from "../../../lib/check/mod.ts";
import { classImbalance } from "../../../lib/units/imbalance/mod.ts";
import golden from "../../golden/imbalance.json" with { type: "json" };
import { ask, rowsOf } from "../ask.ts";

const labels = (n: number, of: number) =>
  rowsOf({ y: Array.from({ length: of }, (_, i) => i < n ? 1 : 0) });

test("classImbalance() is the share of the rarest class", async () => {
  const answer = await ask(classImbalance, { label: "y" }, {
    current: rowsOf({ y: ["a", "a", "a", "a", "a", "b", "b", "c", null] }),
  });
  expect(answer).toMatchObject({
    value: 0.125,
    n: { current: 8 },
    details: {
      counts: { a: 5, b: 2, c: 1 },
      rarest: "c",
      ratio: 5,
      majorityBaseline: 0.625,
      effectivePositives: 7 / 8,
      unlabelled: 1,
    },
  });
});

test("classImbalance() has Wilson's interval, and the exact one under 10 rows", async () => {
  const asked = async (n: number) =>
    (await ask(classImbalance, { label: "y" }, { current: labels(n, 300) }))
      .interval!;
  for (
    const [n, expected] of [[30, golden.wilson], [3, golden.exact]] as const
  ) {
    const [low, high] = await asked(n);
    // 1e-9: betaincinv's own accuracy
    expect(low).toBeCloseTo(expected[0]!, 9);
    expect(high).toBeCloseTo(expected[1]!, 9);
  }
});

test("always naming the larger class looks as useless as it is", async () => {
  const { details } = await ask(classImbalance, { label: "y" }, {
    current: labels(1, 10_000),
  });
  expect(details!.majorityBaseline).toBe(0.9999);
  expect(details!.explanation).toMatch(
    'always naming "0" is right in 99.99 %',
  );
});

test("classImbalance() without two classes is unknown", async () => {
  const asked = async (y: (number | null)[]) =>
    (await ask(classImbalance, { label: "y" }, { current: rowsOf({ y }) }))
      .unknown;
  expect(await asked([1, 1, null])).toBe(
    'the label holds one class only: "1"',
  );
  expect(await asked([null])).toBe("the label holds no value");
});

test("classImbalance() of a number to predict is unknown", async () => {
  const current = rowsOf({ y: Array.from({ length: 60 }, (_, i) => i / 2) });
  expect((await ask(classImbalance, { label: "y" }, { current })).unknown).toBe(
    "the label has 60 distinct values: a number to predict, not classes",
  );
});

test("classImbalance() needs a label", () => {
  expect(() => check(classImbalance, {} as never, atLeast(0))).toThrow(
    'Cannot ask "imbalance/class_imbalance": role "label" is missing, needed are "label"',
  );
});
