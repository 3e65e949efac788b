import { expect, test } from "vitest";
import { openDuckDb } from "../../lib/native/mod.ts";
import { rawSql } from "../../lib/table/mod.ts";

const db = await openDuckDb({ threads: 1, ordered: true });

test("arrays() reads numbers as they are, NaN where null, over many vectors", async () => {
  const { x, k, name } = await db.arrays(rawSql(
    "select case when i % 3 = 0 or i between 64 and 127 then null else i / 2 end x, i::int k, case when i % 5 > 0 then 'v' || i end as name from range(5000) r(i) order by i",
  ));
  const all = Array.from({ length: 5000 }, (_, i) => i);
  const isNull = (i: number) => i % 3 === 0 || (i >= 64 && i <= 127);
  expect([...x!]).toEqual(all.map((i) => isNull(i) ? NaN : i / 2));
  expect([...k!]).toEqual(all);
  expect([...name!]).toEqual(all.map((i) => i % 5 ? `v${i}` : null));
});

test("arrays() of no rows has its columns", async () => {
  const { x } = await db.arrays(rawSql("select 1e0 x where false"));
  expect([...x!]).toEqual([]);
});
