import { expect, test } from "vitest";
import { read } from "../../lib/native/mod.ts";
import { slicesOf } from "../../lib/table/mod.ts";

const table = () =>
  read(
    ["it's", "b", null, "b", "a", "b", null].map((v, i) => ({ v, n: i % 2 })),
  );

test("slicesOf() tells the most frequent values first, a missing one among them", async () => {
  const slices = await slicesOf(await table(), "v", { most: 3 });
  expect(slices.map(({ value, rows, values }) => [value, rows, values]))
    .toEqual([["b", 3, 4], [null, 2, 4], ["a", 1, 4]]);
});

test("slicesOf() finds the slices of another table again, and their rows only", async () => {
  const slices = await slicesOf(await table(), "v", {
    among: [null, "it's", "gone"],
  });
  expect(slices.map(({ value, rows }) => [value, rows])).toEqual([
    [null, 2],
    ["it's", 1],
  ]);
  const [{ table: missing }] = slices as [typeof slices[number]];
  expect(
    await missing.engine.rows({
      text: `select cast(count(*) as integer) n from ${missing.relation.text}`,
    }),
  ).toEqual([{ n: 2 }]);
});

test("slicesOf() of no rows is empty", async () => {
  const none = await read([{ v: "a" }], { where: "false" });
  expect(await slicesOf(none, "v")).toEqual([]);
});

test("slicesOf() names a column that is missing", async () => {
  await expect(slicesOf(await read([{ v: 1 }], { name: "t" }), "w")).rejects
    .toThrow('Cannot read "t": column "w" is missing, found "v"');
});
