import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { effectivePositives } from "../../../lib/units/imbalance/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const asked = (y: (number | null)[], card: (string | null)[]) =>
  ask(effectivePositives, { label: "y", entity: "card" }, {
    current: rowsOf({ y, card }),
    types: { y: "DOUBLE", card: "VARCHAR" },
  });

test("effectivePositives() of one an entity is their number, of one entity 1", async () => {
  expect((await asked([1, 1, 1, 0], ["a", "b", "c", "a"])).value).toBe(3);
  expect((await asked([1, 1, 1, 0], ["a", "a", "a", "b"])).value).toBe(1);
});

test("effectivePositives() is Kish's figure", async () => {
  // two cards with 3 and 1 positives: 4^2 / (9 + 1)
  const y = [1, 1, 1, 1, 0, 0], cards = ["a", "a", "a", "b", "b", "c"];
  expect(await asked(y, cards)).toMatchObject({
    value: 1.6,
    n: { current: 6 },
    details: {
      positives: 4,
      entities: 2,
      largest: 0.75,
      effectiveNegatives: 2,
      explanation:
        "4 positives of 2 entities are worth 1.6 independent ones; the largest entity has 3 of them",
    },
  });
});

test("effectivePositives() takes a row without an entity as one of its own", async () => {
  expect((await asked([1, 1, 1], [null, null, "a"])).value).toBe(3);
  expect((await asked([1, 0, 0], [null, null, null])).details)
    .toMatchObject({ entities: 1, effectiveNegatives: 2 });
});

test("effectivePositives() without a positive is 0, without a label unknown", async () => {
  expect((await asked([0, 0], ["a", "b"])).value).toBe(0);
  expect((await asked([null], ["a"])).unknown).toBe(
    "no row has a label that is 0 or 1; name the positive class if it is another",
  );
});

test("effectivePositives() needs an entity", () => {
  expect(() => check(effectivePositives, { label: "y" } as never, anything))
    .toThrow(
      'Cannot ask "imbalance/effective_positives": role "entity" is missing, needed are "label", "entity"',
    );
});
