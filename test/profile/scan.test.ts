import { expect, test } from "vitest";
import { openDuckDb } from "../../lib/native/mod.ts";
import {
  align,
  merge,
  momentsOf,
  plan,
  type Profile,
  profileFromJson,
  profileToJson,
  quantileOf,
  regrid,
  scan,
} from "../../lib/profile/mod.ts";
import { column, rawSql, type Table } from "../../lib/table/mod.ts";

const db = await openDuckDb({ threads: 1 });

function table(relation: string): Table {
  const columns = [
    column("x", "DOUBLE"),
    column("k", "INTEGER"),
    column("c", "VARCHAR"),
    column("t", "TIMESTAMP"),
    column("l", "INTEGER[]"),
  ];
  return {
    name: "made",
    engine: db,
    relation: rawSql(`(${relation})`),
    columns,
    files: [],
    notes: [],
  };
}

// odd rows are null, every 97th not finite
const rows = (from: number, to: number) =>
  table(
    `select case when i % 97 = 0 then 'inf'::double when i % 101 = 0 then 'nan'::double when i % 7 = 0 then null else sin(i) * 10 end x, (i % 40)::int k, case when i % 5 = 0 then null else 'v' || (i % 3) end c, timestamp '2026-01-01' + to_hours(i) t, case when i % 2 = 0 then [i::int] end l from range(${from}, ${to}) r(i)`,
  );

async function both(exact: boolean) {
  const whole = rows(0, 3000);
  const made = await plan(whole, { rows: 3000, exact });
  const profile = (data: Table, n: number) => scan(data, made, n);
  return {
    whole: await profile(whole, 3000),
    parts: merge(
      await profile(rows(0, 1000), 1000),
      await profile(rows(1000, 3000), 2000),
    ),
  };
}

function comparable(profile: Profile) {
  return profileToJson(profile).columns.map(({ numbers, ...rest }) => ({
    ...rest,
    ...(numbers
      ? {
        count: numbers.count,
        index: numbers.index,
        sum: numbers.sum.map((x) => Number(x.toPrecision(9)) + 0),
      }
      : {}),
  }));
}

for (const exact of [true, false]) {
  const how = exact ? "exact" : "on a grid";
  test(`profile(a) + profile(b) is profile(a and b), ${how}`, async () => {
    const { whole, parts } = await both(exact);
    expect(comparable(parts)).toEqual(comparable(whole));
  });

  test(`nulls and non-finite values are counted apart, ${how}`, async () => {
    const { whole } = await both(exact);
    const x = whole.columns.get("x")!;
    const isInf = (i: number) => i % 97 === 0;
    const isNan = (i: number) => !isInf(i) && i % 101 === 0;
    const indices = Array.from({ length: 3000 }, (_, i) => i);
    expect(x.nonFinite).toBe(
      indices.filter((i) => isInf(i) || isNan(i)).length,
    );
    expect(x.nulls).toBe(
      indices.filter((i) => !isInf(i) && !isNan(i) && i % 7 === 0).length,
    );
    expect(momentsOf(x.numbers!).n).toBe(3000 - x.nulls - x.nonFinite);
    expect(whole.columns.get("l")!.nulls).toBe(1500);
    expect(whole.columns.get("c")!.nulls).toBe(600);
  });

  test(`moments equal a plain loop, ${how}`, async () => {
    const { whole } = await both(exact);
    const xs = Array.from({ length: 3000 }, (_, i) => i).filter((i) =>
      i % 97 && i % 101 && i % 7
    ).map((i) => Math.sin(i) * 10);
    const mean = xs.reduce((s, x) => s + x, 0) / xs.length;
    const variance = xs.reduce((s, x) => s + (x - mean) ** 2, 0) /
      (xs.length - 1);
    const found = momentsOf(whole.columns.get("x")!.numbers!);
    expect(found.mean).toBeCloseTo(mean, 10);
    expect(found.variance).toBeCloseTo(variance, 9);
    expect(found.max).toBe(Math.max(...xs));
    expect(found.min).toBe(Math.min(...xs));
  });
}

test("a stored profile reads back the same", async () => {
  const { whole } = await both(false);
  const stored = profileFromJson(
    JSON.parse(JSON.stringify(profileToJson(whole))),
  );
  expect(comparable(stored)).toEqual(comparable(whole));
});

test("profileFromJson() refuses what is no profile", () => {
  expect(() => profileFromJson({ rows: 3 })).toThrow(
    'Cannot read a profile: the file is no profile, make one with "sg profile"',
  );
});

test("exact cells regridded are the grid's own", async () => {
  const { whole: exact } = await both(true);
  const { whole: gridded } = await both(false);
  for (const name of ["x", "k", "t"]) {
    const on = gridded.columns.get(name)!.numbers!;
    const laid = regrid(exact.columns.get(name)!.numbers!, on.grid!);
    expect([...laid.count]).toEqual([...on.count]);
    expect([...laid.index]).toEqual([...on.index]);
  }
});

test("align() of a profile with itself has equal counts", async () => {
  const { whole } = await both(false);
  const numbers = whole.columns.get("x")!.numbers!;
  const { p, q, n, m } = align(numbers, numbers);
  expect([...p]).toEqual([...q]);
  expect(n).toBe(m);
});

test("quantileOf() interpolates as numpy does", async () => {
  const data = table(
    "select x::double x, 0 k, '' c, timestamp '2026-01-01' t, [1] l from (values (1), (2), (2), (10)) v(x)",
  );
  const found = await scan(data, await plan(data, { rows: 4, exact: true }), 4);
  const numbers = found.columns.get("x")!.numbers!;
  // numpy.quantile([1, 2, 2, 10], [0, .25, .5, .9, 1])
  expect([0, 0.25, 0.5, 0.9, 1].map((q) => quantileOf(numbers, q))).toEqual([
    1,
    1.75,
    2,
    expect.closeTo(7.6, 12),
    10,
  ]);
});

test("an empty table has a profile of no rows", async () => {
  const data = rows(0, 0);
  for (const exact of [true, false]) {
    const found = await scan(data, await plan(data, { rows: 0, exact }), 0);
    expect(found.rows).toBe(0);
    expect(momentsOf(found.columns.get("x")!.numbers!).n).toBe(0);
  }
});
