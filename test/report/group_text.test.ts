import { expect, test } from "vitest";
import { profilesOf } from "../../lib/check/mod.ts";
import { read } from "../../lib/native/mod.ts";
import { groupText, isSingle } from "../../lib/report/group_text.ts";
import { sql } from "../../lib/table/mod.ts";

async function groups(values: readonly (string | number | null)[], types = {}) {
  const table = await read(values.map((x, i) => ({ i, x })), { types });
  const profile = (await profilesOf({ current: table })).current.columns.get(
    "x",
  )!;
  const text = groupText(profile);
  if (!text) return { single: isSingle(profile), found: undefined };
  const rows = await table.engine.rows(
    sql`select ${text} g, count(*)::double n from ${table.relation} group by 1 order by min(i)`,
  );
  return { single: isSingle(profile), found: rows.map(({ g, n }) => [g, n]) };
}

test("many numbers are fifths of the reference, a missing value is a group of its own", async () => {
  const { found, single } = await groups([
    ...Array.from({ length: 50 }, (_, i) => i),
    null,
  ]);
  expect(found).toEqual([
    ["up to 9.8", 10],
    ["9.8 to 19.6", 10],
    ["19.6 to 29.4", 10],
    ["29.4 to 39.2", 10],
    ["above 39.2", 10],
    [null, 1],
  ]);
  expect(single).toBe(false);
});

test("few numbers are their own groups, 1 and 1.0 the same one", async () => {
  const whole = await groups([1, 1, 2]),
    double = await groups([1, 1, 2], { x: "DOUBLE" });
  expect(whole).toEqual({ single: true, found: [["1", 2], ["2", 1]] });
  expect(double).toEqual(whole);
});

test("categories are as they are; a column without a value has no groups", async () => {
  expect((await groups(["b", "", "a"])).found).toEqual([["b", 1], ["", 1], [
    "a",
    1,
  ]]);
  expect((await groups([null, null], { x: "DOUBLE" })).found).toBeUndefined();
});
