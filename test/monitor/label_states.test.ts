import { expect, test } from "vitest";
import { labelRule, labelStates } from "../../lib/monitor/mod.ts";
import { joinSql, sql } from "../../lib/table/mod.ts";
import { type Literal, tableOf } from "../units/ask.ts";

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n));
const predictions = ["a", "b", "c", "d", "e", "f"].map((request_id, i) => ({
  request_id,
  ts: day(i),
  score: i / 10,
}));
/** a: a chargeback; b: provisional, then a chargeback; c: a chargeback taken back; d: told twice; e: none. */
const labels = [
  { request_id: "a", ts: day(2), label: 1, arrival: day(3) },
  { request_id: "c", ts: day(4), label: 1, arrival: day(5) },
  { request_id: "d", ts: day(5), label: 1, arrival: day(6) },
  { request_id: "d", ts: day(6), label: 1, arrival: day(7) },
  { request_id: "nobody", ts: day(6), label: 1, arrival: day(7) },
];
const corrections = [
  { request_id: "b", ts: day(18), label: 1, arrival: day(20) },
  { request_id: "c", ts: day(24), label: 0, arrival: day(25) },
];

async function states(
  now: Date,
  { rule = labelRule, sides = [labels, corrections] }: {
    rule?: typeof labelRule;
    sides?: readonly (readonly Record<string, Literal>[])[];
  } = {},
) {
  const table = labelStates(
    await tableOf(predictions),
    await Promise.all(sides.map((rows) => tableOf(rows))),
    now,
    rule,
  );
  const found = await table.engine.rows(
    sql`select ${
      joinSql(table.columns)
    } from ${table.relation} order by request_id`,
  );
  return found.map((row) => ({
    ...row,
    arrival: row.arrival === null ? null : new Date(Number(row.arrival)),
  }));
}

const said = (rows: Awaited<ReturnType<typeof states>>) =>
  rows.map((row) => {
    const { request_id, label, provisional, corrections, settled } =
      row as unknown as Record<string, Literal>;
    return [request_id, label, provisional, corrections, settled];
  });

test("labelStates() knows on day 6 what arrived by day 6, and no later prediction", async () => {
  expect(said(await states(day(5.5)))).toEqual([
    ["a", 1, false, 0, 1],
    ["b", null, false, 0, null],
    ["c", 1, false, 0, 1],
    ["d", null, false, 0, null],
    ["e", null, false, 0, null],
    ["f", null, false, 0, null],
  ]);
  expect(await states(day(1.5))).toHaveLength(2);
});

test("labelStates() takes a week of silence as good for the time being, and corrects it", async () => {
  const before = await states(day(19)), after = await states(day(21));
  expect(said(before)[1]).toEqual(["b", 0, true, 0, null]);
  expect(before[1]!.arrival).toEqual(day(8));
  expect(said(after)[1]).toEqual(["b", 1, false, 0, 1]);
  expect(after[1]!.arrival).toEqual(day(20));
});

test("labelStates() lets a correction stand in for the label, and dates a label by when it became so", async () => {
  const [, , c, d] = await states(day(30));
  expect(said([c!, d!])).toEqual([["c", 0, false, 1, null], [
    "d",
    1,
    false,
    0,
    1,
  ]]);
  expect(c!.arrival).toEqual(day(25));
  // the second report of the same does not make it younger
  expect(d!.arrival).toEqual(day(6));
});

test("labelStates() settles silence at the horizon", async () => {
  const rule = { ...labelRule, provisionalDays: null };
  const of = async (n: number) => said(await states(day(n), { rule }))[4];
  expect(await of(63)).toEqual(["e", null, false, 0, null]);
  expect(await of(64)).toEqual(["e", null, false, 0, 0]);
});

test("labelStates() of labels without arrival goes by their time, also as milliseconds", async () => {
  const sides = [
    labels.map(({ arrival: _, ts, ...row }) => ({ ...row, ts: +ts })),
  ];
  expect(said(await states(day(2.5), { sides }))[0]).toEqual([
    "a",
    1,
    false,
    0,
    1,
  ]);
});

test("labelStates() names the column that labels lack", async () => {
  await expect(states(day(9), { sides: [[{ request_id: "a", ts: day(1) }]] }))
    .rejects.toThrow(
      'Cannot read "table": column "label" is missing, found "request_id", "ts"',
    );
});
