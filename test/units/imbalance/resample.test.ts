import { expect, test } from "vitest";
import { rawSql, type Table } from "../../../lib/table/mod.ts";
import { overSample, underSample } from "../../../lib/units/imbalance/mod.ts";
import { rowsOf, tableOf } from "../ask.ts";

const labels = [..."a".repeat(90), ..."b".repeat(20), ..."c".repeat(7)];
const rows = rowsOf({ id: labels.map((_, i) => i), y: [...labels, null] });
const read = async (table: Table) =>
  (await table.engine.rows(
    rawSql(`select id, y from ${table.relation.text} order by id`),
  )).map(({ id, y }) => `${y}${id}`);
const count = (ids: string[], name: string) =>
  ids.filter((id) => id.startsWith(name)).length;

test("underSample() keeps as many rows of each class, the same ones every time", async () => {
  const first = await underSample(await tableOf(rows), "y");
  const again = await underSample(await tableOf(rows.toReversed()), "y");
  expect(first.after).toEqual({ a: 7, b: 7, c: 7 });
  const ids = await read(first.table);
  expect(["a", "b", "c"].map((name) => count(ids, name))).toEqual([7, 7, 7]);
  expect(first.table.rows).toBe(ids.length);
  expect(await read(again.table)).toEqual(ids);
  const other = await underSample(await tableOf(rows), "y", { seed: 2 });
  expect(await read(other.table)).not.toEqual(ids);
});

test("underSample() to a balance keeps more of the frequent classes", async () => {
  const { after } = await underSample(await tableOf(rows), "y", {
    balance: 0.25,
  });
  expect(after).toEqual({ a: 28, b: 20, c: 7 });
});

test("overSample() repeats the rare rows evenly", async () => {
  const { table, before, after } = await overSample(await tableOf(rows), "y");
  expect(before).toEqual({ a: 90, b: 20, c: 7 });
  expect(after).toEqual({ a: 90, b: 90, c: 90 });
  const ids = await read(table);
  expect(ids.length).toBe(270);
  const times = [...new Set(ids)].filter((id) => id.startsWith("c")).map((id) =>
    count(ids, id)
  );
  expect(times.every((n) => n === 12 || n === 13)).toBe(true);
  expect(count(ids, "b")).toBe(90);
});

test("underSample() of one class and a balance of 0 are refused", async () => {
  const one = await tableOf(rowsOf({ y: ["a", "a"] }));
  await expect(underSample(one, "y")).rejects.toThrow(
    'Cannot even out "y" of "table": it has 1 classes, at least 2 are needed',
  );
  await expect(overSample(one, "y", { balance: 0 })).rejects.toThrow(
    'Cannot even out "y": balance is 0, a share above 0 and at most 1 is needed',
  );
});
