import { expect, test } from "vitest";
import { anything, check, run } from "../../../lib/check/mod.ts";
import { foreignKey } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf, tableOf } from "../ask.ts";

const customers = rowsOf({ id: [1, 2, 3], shop: ["n", "n", "s"] });

test("foreignKey() is the share of keys the other table lacks", async () => {
  const answer = await ask(foreignKey, { keys: ["customer"] }, {
    current: rowsOf({ customer: [1, 2, 9, 9, null], id: [1, 2, 3, 4, 5] }),
    reference: customers.map(({ id }) => ({ customer: id! })),
  });
  expect(answer).toMatchObject({
    value: 0.5,
    details: { broken: 2, evidence: { values: ["9.0", "9.0"] } },
  });
});

test("foreignKey() takes several columns under other names", async () => {
  const current = await tableOf(
    rowsOf({ customer: [1, 1, 3], at: ["n", "s", "s"] }),
  );
  const reference = await tableOf(customers);
  const { results } = await run([
    check(foreignKey, { keys: ["customer", "at"] }, anything, {
      options: { references: ["id", "shop"] },
    }),
  ], { current, reference });
  expect(results[0]!.value).toBeCloseTo(1 / 3, 11);
});

test("foreignKey() without a reference or keys is unknown", async () => {
  const roles = { keys: ["id"] };
  expect((await ask(foreignKey, roles, { current: customers })).unknown).toBe(
    "no reference was given",
  );
  expect(
    (await ask(foreignKey, roles, {
      current: rowsOf({ id: [null] }),
      reference: customers,
    })).unknown,
  ).toBe("too little data");
});

test("foreignKey() refuses names that do not pair up", async () => {
  await expect(
    ask(foreignKey, { keys: ["id"] }, {
      current: customers,
      reference: customers,
      options: { references: ["id", "shop"] },
    }),
  ).rejects.toThrow(
    'Cannot use "references" of "validation/foreign_key": it names 2 columns, 1 are needed',
  );
});
