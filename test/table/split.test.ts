import { expect, test } from "vitest";
import {
  type PartName,
  PARTS,
  type Split,
  split,
  sql,
} from "../../lib/table/mod.ts";
import { tableOf } from "../units/ask.ts";

const users = Array.from({ length: 1000 }, (_, id) => ({
  id,
  user: `u${id % 40}`,
  label: id % 100 < 7 ? "yes" : "no",
  time: new Date(Date.UTC(2026, 0, 1) + id * 3_600_000),
}));

async function idsOf(parts: Split): Promise<Record<PartName, number[]>> {
  const entries = await Promise.all(PARTS.map(async (part) => {
    const { engine, relation } = await parts.open(part as "test", {
      reason: "look",
    });
    const rows = await engine.rows(
      sql`select id from ${relation} order by id`,
    );
    return [part, rows.map(({ id }) => id)];
  }));
  return Object.fromEntries(entries);
}

test("split() holds any ratio, and every row stands in one part", async () => {
  const table = await tableOf(users);
  for (const ratio of [[70, 15, 15], [80, 10, 10], [0.5, 0.3, 0.2]]) {
    const total = ratio.reduce((a, b) => a + b);
    const parts = await split(table, { by: "random", ratio });
    expect(Object.values(parts.rows)).toEqual(
      ratio.map((share) => Math.round(1000 * share / total)),
    );
    const ids = await idsOf(parts);
    expect(Object.values(ids).flat().sort((a, b) => a - b)).toEqual(
      users.map(({ id }) => id),
    );
  }
  const two = await split(table, { by: "random", ratio: [80, 20] });
  expect(two.rows).toEqual({ train: 800, validation: 0, test: 200 });
});

test("split() does not look at the order of rows, and draws anew with another seed", async () => {
  const table = await tableOf(users);
  const turned = await tableOf(users.toReversed());
  for (const by of ["random", "group", "stratified"] as const) {
    const column =
      { group: "user", stratified: "label", random: undefined }[by];
    const options = { by, ...(column ? { column } : {}) };
    const ids = await idsOf(await split(table, options));
    expect(await idsOf(await split(turned, options))).toEqual(ids);
    expect(await idsOf(await split(table, { ...options, seed: 2 }))).not
      .toEqual(ids);
  }
});

test("split() keeps a row's part when columns are added, if its id is named", async () => {
  const ids = await idsOf(
    await split(await tableOf(users), { by: "random", id: "id" }),
  );
  const wider = users.map((row) => ({ ...row, more: row.id * 2 }));
  expect(
    await idsOf(
      await split(await tableOf(wider), { by: "random", id: "id" }),
    ),
  ).toEqual(ids);
});

test("split() by group leaves no group on two sides", async () => {
  const { train, validation, test } = await idsOf(
    await split(await tableOf(users), { by: "group", column: "user" }),
  );
  const groups = [train, validation, test].map((ids) =>
    new Set(ids.map((id) => id % 40))
  );
  expect(groups.map(({ size }) => size)).toEqual([28, 6, 6]);
  expect(new Set(groups.flatMap((group) => [...group])).size).toBe(40);
});

test("split() by class holds each class's share to within a row, ties together", async () => {
  const { train, validation, test } = await idsOf(
    await split(await tableOf(users), { by: "stratified", column: "label" }),
  );
  const yes = (ids: number[]) => ids.filter((id) => id % 100 < 7).length;
  expect(Math.abs(yes(train) - 49)).toBeLessThanOrEqual(1);
  expect(Math.abs(yes(validation) - 10.5)).toBeLessThanOrEqual(1);
  expect(Math.abs(yes(test) - 10.5)).toBeLessThanOrEqual(1);
  const twins = Array.from({ length: 40 }, (_, i) => ({ id: i >> 1, y: "a" }));
  const parts = await idsOf(
    await split(await tableOf(twins), { by: "stratified", column: "y" }),
  );
  for (const ids of Object.values(parts)) {
    for (const id of ids) expect(ids.filter((x) => x === id)).toHaveLength(2);
  }
});

test("split() by time cuts at instants, never between equal times", async () => {
  const table = await tableOf(users);
  const byRatio = await split(table, { by: "time", column: "time" });
  expect(byRatio.rows).toEqual({ train: 700, validation: 150, test: 150 });
  expect(byRatio.recipe.at).toEqual([
    "2026-01-30 04:00:00",
    "2026-02-05 10:00:00",
  ]);
  const cut = await split(table, {
    by: "time",
    column: "time",
    at: ["2026-01-11", "2026-02"],
  });
  expect(cut.rows).toEqual({ train: 240, validation: 504, test: 256 });
  const days = users.map(({ id }) => ({ id, day: Math.floor(id / 100) }));
  const whole = await split(await tableOf(days), { by: "time", column: "day" });
  expect(whole.rows).toEqual({ train: 700, validation: 100, test: 200 });
});

test("split() by time leaves rows without a time out and says so", async () => {
  const some = users.map((row) => row.id % 10 ? row : { ...row, time: null });
  const { rows, notes } = await split(await tableOf(some), {
    by: "time",
    column: "time",
    at: ["2026-02"],
  });
  expect(rows.train + rows.test).toBe(900);
  expect(notes[0]!.message).toBe(
    "100 rows have no time: left out of all parts",
  );
});

test("the test part opens only with a reason, and every read is recorded", async () => {
  const parts = await split(await tableOf(users), {
    by: "random",
    clock: () => 0,
  });
  await expect(parts.open("test", { reason: " " })).rejects.toThrow(
    'Cannot open the test part of "table": no reason is given, one is needed because every read makes it less of a test',
  );
  await parts.open("train");
  await parts.open("test", { reason: "figures of the release" });
  const again = await parts.open("test", { reason: "one more look" });
  expect(again.part).toBe("test");
  expect(again.notes.at(-1)!.message).toBe(
    'the test part was read 1 time before, last on 1970-01-01T00:00:00.000Z for "figures of the release"',
  );
  expect((await parts.reads()).map(({ part, reason }) => [part, reason]))
    .toEqual([
      ["train", ""],
      ["test", "figures of the release"],
      ["test", "one more look"],
    ]);
});

test("split() refuses what it cannot do in one sentence", async () => {
  const table = await tableOf(users);
  const said = (options: Parameters<typeof split>[1]) =>
    split(table, options).then(() => "nothing", (e: Error) => e.message);
  expect(await said({ by: "random", ratio: [70, 30, -1] })).toBe(
    'Cannot split "table" by random: the ratio is 70/30/-1, such as 70/15/15 or 80/20 is needed',
  );
  expect(await said({ by: "group" })).toBe(
    'Cannot split "table" by group: no column is given, the group\'s is needed',
  );
  expect(await said({ by: "time", column: "label" })).toBe(
    'Cannot split "table" by time: column "label" is VARCHAR, a time or a number is needed',
  );
  expect(await said({ by: "time", column: "time", at: ["soon"] })).toBe(
    'Cannot split "table" at "soon": it is no TIMESTAMP',
  );
  expect(
    await said({ by: "time", column: "time", at: ["2026-02", "2026-01"] }),
  ).toBe(
    'Cannot split "table" at "2026-02" and "2026-01": validation begins after test, ascending cuts are needed',
  );
  expect(await said({ by: "time", column: "time", at: ["2027"] })).toBe(
    'Cannot split "table" by time: the test part is empty (rows: 1000 train, 0 validation, 0 test), other cuts, or more distinct values of "time" are needed',
  );
});
