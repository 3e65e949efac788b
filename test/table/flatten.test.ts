import { expect, test } from "vitest";
import {
  column,
  fieldsOf,
  flatten,
  rawSql,
  type Table,
} from "../../lib/mod.ts";
import { engine, tableOf } from "../units/ask.ts";

async function nested(select: string): Promise<Table> {
  const db = await engine(), relation = rawSql(`(${select})`);
  const found = await db.rows(rawSql(`describe ${select}`));
  return {
    name: "nested",
    engine: db,
    relation,
    columns: found.map((row) =>
      column(row.column_name as string, row.column_type as string)
    ),
    files: [],
    notes: [],
  };
}

test("flatten() names fields by their path and lists by their length and ends", async () => {
  const flat = flatten(
    await nested(
      `select 1 id, {'city': 'Ulm', 'geo': {'a "b", c': 1.5}} address, [3, 1] tags, map {'k': 1} m
       union all select 2, null, [], null union all select 3, {'city': null, 'geo': null}, null, null`,
    ),
  );
  expect(flat.columns.map(({ name, kind }) => [name, kind])).toEqual([
    ["id", "number"],
    ["address.city", "category"],
    ['address.geo.a "b", c', "number"],
    ["tags.length", "number"],
    ["tags.smallest", "number"],
    ["tags.largest", "number"],
    ["m.length", "number"],
  ]);
  const rows = await flat.engine.rows(
    rawSql(`select * from ${flat.relation.text} order by id`),
  );
  expect(rows.map((row) => Object.values(row))).toEqual([
    [1, "Ulm", 1.5, 2, 1, 3, 1],
    [2, null, null, 0, null, null, null],
    [3, null, null, null, null, null, null],
  ]);
});

test("flatten() of a table without nested columns is that table", async () => {
  const table = await tableOf([{ a: 1 }]);
  expect(flatten(table)).toBe(table);
});

test("flatten() keeps what names a row", async () => {
  const table = {
    ...await nested("select 7 id, {'a': 1} s"),
    rowId: rawSql("id"),
  };
  const flat = flatten(table);
  expect(
    await flat.engine.rows(
      rawSql(`select ${flat.rowId!.text} r from ${flat.relation.text}`),
    ),
  ).toEqual([{ r: 7 }]);
});

test("fieldsOf() splits at commas outside of names and brackets", () => {
  expect(fieldsOf('STRUCT(a INTEGER, "b, c" DECIMAL(9,2)[], d STRUCT(e DATE))'))
    .toEqual([
      { name: "a", type: "INTEGER" },
      { name: "b, c", type: "DECIMAL(9,2)[]" },
      { name: "d", type: "STRUCT(e DATE)" },
    ]);
});
