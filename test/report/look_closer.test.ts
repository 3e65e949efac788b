import { expect, test } from "vitest";
import { read } from "../../lib/native/mod.ts";
import { lookCloser } from "../../lib/report/look_closer.ts";
import { columnOf, sql } from "../../lib/table/mod.ts";

const rows = [
  { id: 1, city: "Lima", plan: "a", x: 1, at: new Date("2026-03-01") },
  { id: 2, city: "Lima", plan: "b", x: 3, at: new Date("2026-03-02") },
  { id: 3, city: null, plan: "b", x: null, at: new Date("2026-03-03") },
  { id: 4, city: "Kyoto", plan: "b", x: 5, at: new Date("2026-03-04") },
];

test("lookCloser() sums every outcome in every group of every key", async () => {
  const table = await read(rows);
  const at = (name: string) => columnOf(table, name);
  const { groups, sample } = await lookCloser(table, 4, {
    keys: [at("city"), at("plan")],
    outcomes: [at("x"), sql`(case when ${at("id")} > 1 then 1 else 0 end)`],
    time: at("at"),
    shown: [at("x"), at("city")],
  });
  expect(groups[0]!.get("Lima")).toEqual({
    rows: 2,
    since: Date.UTC(2026, 2, 1) / 1000,
    sums: [{ n: 2, sum: 4, squares: 10 }, { n: 2, sum: 1, squares: 1 }],
  });
  expect(groups[0]!.get(null)!.sums[0]).toEqual({ n: 0, sum: 0, squares: 0 });
  expect(groups[1]!.get("b")).toMatchObject({
    rows: 3,
    sums: [{ n: 2, sum: 8, squares: 34 }, { n: 3, sum: 3, squares: 3 }],
  });
  expect([...sample.columns.get("x")!].sort()).toEqual([1, 3, 5, null]);
  expect(sample.rows).toBe(4);
});

test("the same rows are shown in whatever order they lie, values of a row together", async () => {
  const shown = async (list: typeof rows) => {
    const table = await read(list);
    const { sample } = await lookCloser(
      { ...table, rowId: columnOf(table, "id") },
      4,
      {
        keys: [],
        outcomes: [],
        shown: [columnOf(table, "id"), columnOf(table, "city")],
      },
    );
    return [sample.columns.get("id"), sample.columns.get("city")];
  };
  const found = await shown(rows);
  expect(await shown([...rows].reverse())).toEqual(found);
  found[0]!.forEach((id, i) =>
    expect(found[1]![i]).toBe(rows.find((row) => row.id === id)!.city)
  );
});

test("lookCloser() of nothing is refused, of no rows empty", async () => {
  const table = await read(rows);
  await expect(lookCloser(table, 4, { keys: [], outcomes: [], shown: [] }))
    .rejects.toThrow("Cannot look closer: a key or a column is needed");
  const none = await read(rows, { where: "false" });
  const { groups, sample } = await lookCloser(none, 0, {
    keys: [columnOf(none, "city")],
    outcomes: [],
    shown: [columnOf(none, "x")],
  });
  expect([groups[0]!.size, sample.rows, sample.columns.get("x")]).toEqual([
    0,
    0,
    [],
  ]);
});
