import { expect, test } from "vitest";
import golden from "../../golden/leakage_parts.json" with { type: "json" };
import { groupOverlap } from "../../../lib/units/leakage/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const about = { group: "user" };

test("groupOverlap() counts rows of shared groups", async () => {
  const reference = rowsOf({ user: ["a", "a", "b", null] });
  const current = rowsOf({ user: ["b", "b", "c", "d", null] });
  const { value, n, details } = await ask(groupOverlap, about, {
    current,
    reference,
  });
  expect(value).toBe(0.5);
  expect(n).toEqual({ current: 4 });
  expect(details).toMatchObject({
    groups: 3,
    sharedGroups: 1,
    rowsWithoutGroup: 1,
    evidence: { largest: [{ group: "b", rows: 2 }] },
    explanation: "1 of 3 groups also stand in the reference, with 2 of 4 rows",
  });
});

test("groupOverlap() equals pandas' isin()", async () => {
  const users = Array.from({ length: 300 }, (_, i) => ({ user: (i * 7) % 97 }));
  const { value, interval } = await ask(groupOverlap, about, {
    current: users.slice(60),
    reference: users.slice(0, 60),
  });
  expect(value).toBeCloseTo(golden.groupOverlap, 12);
  expect(interval![0]).toBeLessThan(value!);
  expect(interval![1]).toBeGreaterThan(value!);
});

test("groupOverlap() of a group split is 0, of the same rows 1", async () => {
  const reference = rowsOf({ user: ["a", "b"] });
  const other = rowsOf({ user: ["c"] });
  expect((await ask(groupOverlap, about, { current: other, reference })).value)
    .toBe(0);
  const same = { current: reference, reference };
  expect((await ask(groupOverlap, about, same)).value).toBe(1);
});

test("groupOverlap() compares 7 with 7.0, and says when no row has a group", async () => {
  const reference = rowsOf({ user: [7n, 8n] });
  const current = rowsOf({ user: [7, 9] });
  expect((await ask(groupOverlap, about, { current, reference })).value)
    .toBe(0.5);
  const empty = rowsOf({ user: [null, null] });
  expect(
    (await ask(groupOverlap, about, { current: empty, reference })).unknown,
  )
    .toBe("no row has a group");
});

test("groupOverlap() names the column that the reference lacks", async () => {
  const question = {
    current: rowsOf({ user: [1] }),
    reference: rowsOf({ client: [1] }),
  };
  await expect(ask(groupOverlap, about, question)).rejects.toThrow(
    'Cannot compute "leakage/group_overlap": column "user" is missing in the reference, found "client"',
  );
});
