import { expect, test } from "vitest";
import { openDuckDb } from "../../lib/native/mod.ts";
import {
  cellOf,
  type Grid,
  type Numbers,
  scan,
  signedLog,
} from "../../lib/profile/mod.ts";
import { column, rawSql, type Table } from "../../lib/table/mod.ts";

const db = await openDuckDb({ threads: 1 });
const LINEAR: Grid = { from: -8, width: 1 / 16, cells: 253, log: false };
const LOG: Grid = { from: -20, width: 1 / 4, cells: 253, log: true };
const UNIT: Grid = { from: -100, width: 1, cells: 253, log: false };

async function count(
  values: readonly number[],
  type: string,
  grid: Grid,
  centre: number,
) {
  const table: Table = {
    name: "made",
    engine: db,
    relation: rawSql(
      `(select unnest([${[
        "null",
        ...values.map((x) => `'${x}'::double`),
      ]}])::${type} x)`,
    ),
    columns: [column("x", type)],
    files: [],
    notes: [],
  };
  const plan = { name: "x", kind: "cells" as const, grid, centre };
  const found = await scan(table, { columns: [plan] }, values.length + 1);
  return found.columns.get("x")!;
}

/** The same by a plain loop. */
function loop(values: readonly number[], grid: Grid, centre: number) {
  const cells = Map.groupBy(values, (x) => cellOf(grid, x));
  const sorted = [...cells].sort(([a], [b]) => a - b);
  return {
    index: sorted.map(([cell]) => cell),
    count: sorted.map(([, xs]) => xs.length),
    sum: sorted.map(([, xs]) => xs.reduce((s, x) => s + x - centre, 0)),
    squares: sorted.map(([, xs]) =>
      xs.reduce((s, x) => s + (x - centre) ** 2, 0)
    ),
  };
}

function compare(found: Numbers, values: readonly number[]) {
  const wanted = loop(values, found.grid!, found.centre);
  expect([...found.index]).toEqual(wanted.index);
  expect([...found.count]).toEqual(wanted.count);
  const close = (list: number[]) =>
    list.map((x) => expect.closeTo(x, 12 - Math.ceil(Math.log10(1 + x * x))));
  expect([...found.sum]).toEqual(close(wanted.sum));
  expect([...found.squares]).toEqual(close(wanted.squares));
}

const waves = Array.from({ length: 4000 }, (_, i) => 9 * Math.sin(i) ** 3);

test("cells of a column that hardly leaves its grid are a plain loop's", async () => {
  // each edge of the grid, and what lies up to two cells outside it
  const edges = Array.from({ length: 262 }, (_, i) => -8.25 + i / 16);
  const around = edges.flatMap((x) => [x, x + 0.03, x + 0.0624]);
  for (const centre of [0, 0.1, 1 / 3]) {
    const values = [...waves, ...around];
    const { nulls, numbers } = await count(values, "DOUBLE", LINEAR, centre);
    expect(nulls).toBe(1);
    compare(numbers!, values);
  }
});

test("cells of a column that leaves its grid are a plain loop's", async () => {
  const far = [...waves, -1e9, -300, -8.0001, 7.8125, 8, 50, 1e9];
  compare((await count(far, "DOUBLE", LINEAR, 0.1)).numbers!, far);
  const moved = waves.map((x) => x + 100);
  compare((await count(moved, "DOUBLE", LINEAR, 0.1)).numbers!, moved);
});

test("cells of a log grid are a plain loop's", async () => {
  const heavy = waves.map((x) => Math.sign(x) * Math.exp(Math.abs(x)));
  expect(Math.abs(signedLog(heavy[11]!))).toBeGreaterThan(10);
  compare((await count(heavy, "DOUBLE", LOG, 1.5)).numbers!, heavy);
  const positive = heavy.map(Math.abs);
  compare((await count(positive, "DOUBLE", LOG, 1.5)).numbers!, positive);
});

test("cells of whole numbers are a plain loop's, in the grid and out of it", async () => {
  const whole = waves.map((x) => Math.round(x * 5));
  for (const type of ["TINYINT", "INTEGER", "BIGINT", "HUGEINT", "DOUBLE"]) {
    compare((await count(whole, type, UNIT, 3)).numbers!, whole);
  }
  const wide = whole.map((x) => 40 * x);
  compare((await count(wide, "INTEGER", UNIT, 3)).numbers!, wide);
  compare((await count(wide, "INTEGER", LINEAR, 3)).numbers!, wide);
  const huge = whole.map((x) => 40_000 * x);
  compare((await count(huge, "INTEGER", UNIT, 3)).numbers!, huge);
});

test("a column within one cell is counted there, a column of nulls nowhere", async () => {
  const inside = Array.from({ length: 50 }, (_, i) => 1 + i / 1000);
  compare((await count(inside, "DOUBLE", LINEAR, 0.1)).numbers!, inside);
  const above = inside.map((x) => x + 1000);
  compare((await count(above, "DOUBLE", LINEAR, 0.1)).numbers!, above);
  const none = await count([], "DOUBLE", LINEAR, 0);
  expect(none.nulls).toBe(1);
  expect(none.numbers!.count.length).toBe(0);
});

test("values that are no numbers are counted and in no cell, whatever the shape", async () => {
  for (const extra of [[NaN], [Infinity, -Infinity], [NaN, Infinity]]) {
    for (const values of [waves, [2], []]) {
      const { nulls, nonFinite, numbers } = await count(
        [...values, ...extra],
        "DOUBLE",
        LINEAR,
        0.1,
      );
      expect({ nulls, nonFinite }).toEqual({
        nulls: 1,
        nonFinite: extra.length,
      });
      compare(numbers!, values);
    }
  }
});
