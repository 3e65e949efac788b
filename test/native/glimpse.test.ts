import { afterAll, expect, test } from "vitest";
import { openDuckDb, read } from "../../lib/native/mod.ts";
import { plan, profileOf } from "../../lib/profile/mod.ts";
import { rawSql, type Table } from "../../lib/table/mod.ts";

const folder = await Deno.makeTempDir();
const db = await openDuckDb({ threads: 1 });
afterAll(() => Deno.remove(folder, { recursive: true }));

/** 80,000 rows in row groups of 2,048: a step in the middle, a counter, waves, and times in order. */
const SELECT =
  `select i::bigint k, case when i between 24000 and 30000 then 1000e0 else 0e0 end + sin(i) step, sin(i * 7) wave, timestamp '2026-01-01' + to_seconds(i) t from range(80000) r(i)`;

async function table(file: string, select = SELECT): Promise<Table> {
  const path = `${folder}/${file}`;
  await db.run(
    rawSql(
      `copy (${select}) to '${path}' (format parquet, row_group_size 2048)`,
    ),
  );
  return await read(path, { engine: db });
}

const OPTIONS = { rows: 80000, exact: false };

/** The same table without its glimpse. */
function whole({ relation: { text }, ...rest }: Table): Table {
  return { ...rest, relation: { text } };
}

test("a glimpse holds whole row groups from the first row to the last", async () => {
  const made = await table("one.parquet");
  const { from, share } = (await made.relation.glimpse!())!;
  const [row] = await db.rows(
    rawSql(
      `select count(*) n, min(k) lowest, max(k) highest from ${from.text}`,
    ),
  );
  expect(Number(row!.n) / 80000).toBeCloseTo(share, 12);
  expect(share).toBeLessThan(0.2);
  expect(row!.lowest).toBe(0);
  expect(Number(row!.highest)).toBeGreaterThan(77000);
});

test("a glimpse of several files reads a few of them", async () => {
  for (let day = 0; day < 6; day++) {
    await table(
      `day_${day}.parquet`,
      `select i + ${day * 2000} k from range(2000) r(i)`,
    );
  }
  const days = await read(`${folder}/day_*.parquet`, { engine: db });
  const { from, share } = (await days.relation.glimpse!())!;
  const rows = await db.rows(
    rawSql(`select distinct k // 2000 which from ${from.text} order by 1`),
  );
  expect(rows.map(({ which }) => which)).toEqual([0, 5]);
  expect(share).toBeCloseTo(1 / 3, 12);
});

test("few row groups have no glimpse, nor have chosen rows", async () => {
  const small = await table("small.parquet", "select 1 k");
  expect(await small.relation.glimpse!()).toBeUndefined();
  const path = `${folder}/small.parquet`;
  const some = await read(path, { engine: db, where: "k = 1" });
  expect(some.relation.glimpse).toBeUndefined();
});

test("profileOf() counts columns anew of which a glimpse shows too little", async () => {
  const made = await table("anew.parquet");
  const glimpsed = await plan(made, OPTIONS);
  const { plan: found, profile } = await profileOf(made, OPTIONS);
  const honest = await plan(whole(made), OPTIONS);
  const grids = ({ columns }: typeof found) =>
    Object.fromEntries(columns.map(({ name, grid }) => [name, grid]));
  expect(grids(found).step).not.toEqual(grids(glimpsed).step);
  expect(grids(found).step).toEqual(grids(honest).step);
  expect(grids(found).wave).toEqual(grids(glimpsed).wave);
  for (const [name, { numbers }] of profile.columns) {
    expect(numbers!.grid).toEqual(grids(found)[name]);
    const outside = numbers!.count.filter((_, i) =>
      numbers!.index[i]! < 0 || numbers!.index[i]! >= numbers!.grid!.cells
    ).reduce((sum, n) => sum + n, 0);
    expect(outside).toBeLessThan(800);
    const width = (grid: typeof numbers) => grid!.grid!.width;
    const ideal = grids(honest)[name]!;
    expect([0.5, 1, 2]).toContain(width(numbers) / ideal.width);
    expect(numbers!.grid!.log).toBe(ideal.log);
  }
});
