import { expect, test } from "vitest";
import { concentration } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import golden from "../../golden/feedback.json" with { type: "json" };
import { ask } from "../ask.ts";

test("concentration() of equal exposures is 0, of one item among four is 3/4", async () => {
  const equal = await ask(concentration, { item: "item" }, {
    current: ["a", "b", "c"].map((item) => ({ item })),
  });
  expect(equal.value).toBeCloseTo(0, 15);
  const one = await ask(concentration, { item: "item" }, {
    current: [{ item: "a" }, { item: "a" }],
    options: { items: 4 },
  });
  expect(one.value).toBeCloseTo(3 / 4, 15);
  expect(one.details).toMatchObject({
    items: 4,
    shownShare: 1 / 4,
    top1Share: 1,
  });
});

test("concentration() equals numpy and scipy", async () => {
  const current = golden.concentration.exposures.map((n, i) => ({
    item: `i${i}`,
    n,
  }));
  const { value, details, interval } = await ask(concentration, {
    item: "item",
  }, { current, options: { weight: "n" } });
  expect(value).toBeCloseTo(golden.concentration.gini, 12);
  expect(details!.hhi).toBeCloseTo(golden.concentration.hhi, 12);
  expect(details!.entropy).toBeCloseTo(golden.concentration.entropy, 12);
  expect(interval![0]).toBeCloseTo(golden.concentration.jackknife[0]!, 12);
  expect((details!.lorenz as number[])[50]).toBeCloseTo(
    golden.concentration.lorenzHalf,
    12,
  );
});

test("concentration() leaves out rows without item; none left is unknown", async () => {
  const { unknown } = await ask(concentration, { item: "item" }, {
    current: [{ item: null }],
    types: { item: "VARCHAR" },
  });
  expect(unknown).toBe("no exposure has an item");
});

test("concentration() refuses a catalogue of no items", () => {
  expect(() =>
    check(concentration, { item: "item" }, anything, { options: { items: 0 } })
  ).toThrow(
    new RangeError(
      'Cannot use "items" of "feedback/concentration": it is 0, a whole number from 1 or null is needed',
    ),
  );
});

test("concentration() names the weight column that is missing", async () => {
  await expect(
    ask(concentration, { item: "item" }, {
      current: [{ item: "a" }],
      options: { weight: "shown" },
    }),
  ).rejects.toThrow(
    'Cannot use option "weight": column "shown" is missing, found "item"',
  );
});
