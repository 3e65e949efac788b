import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { matured } from "../../../lib/units/mod.ts";
import { ask } from "../ask.ts";
import { end, type Payment, payments } from "./payments.ts";

const roles = { score: "s", label: "y", time: "at", arrival: "came" };
const types = { came: "TIMESTAMP", y: "DOUBLE" };
const literal = (rows: readonly Payment[]) => rows.map((row) => ({ ...row }));

/** Rows of one age in days, `share` of the frauds of which have come after a day. */
function day(age: number, flagged: boolean, arrived: number, n: number) {
  return Array.from({ length: n }, (_, i) => ({
    s: flagged ? 0.9 : 0.1,
    y: i < arrived ? 1 : null,
    at: new Date(end(0).getTime() - age * 86_400_000),
    came: i < arrived
      ? new Date(end(0).getTime() - (age - 1) * 86_400_000)
      : null,
  }));
}

test("matured() of rows whose labels are all complete is the plain recall", async () => {
  const found = await ask(matured, roles, {
    current: [...day(40, true, 30, 100), ...day(40, false, 20, 400)],
    types,
    options: { horizon: 30, now: end(0).toISOString() },
  });
  expect(found.value).toBeCloseTo(0.6, 12);
  expect(found.details).toMatchObject({
    arrived: 50,
    arrivedOnly: { recall: 0.6, precision: 1 },
    rows: 500,
    tooYoung: 0,
    horizonDays: 30,
    horizonDeclared: true,
  });
  expect((found.details!.figures as { precision: number }).precision)
    .toBeCloseTo(0.3, 12);
});

test("matured() counts each label for those still to come, by band: the arrived ones alone say too much", async () => {
  const rows = payments("bands");
  const found = await ask(matured, roles, {
    current: literal(rows),
    types,
    options: { age: 7, until: 14, horizon: 60, now: end(120).toISOString() },
  });
  const cohort = rows.filter(({ at }) => {
    const age = (end(120).getTime() - at.getTime()) / 86_400_000;
    return age >= 7 && age < 14;
  });
  const frauds = cohort.filter(({ fraud }) => fraud);
  const recall = frauds.filter(({ s }) => s >= 0.5).length / frauds.length;
  const { arrivedOnly, arrived, expected, settling } = found.details as {
    arrivedOnly: { recall: number };
    arrived: number;
    expected: number;
    settling: { recall: readonly [number, number] };
  };
  expect(arrivedOnly.recall - recall).toBeGreaterThan(0.1);
  expect(Math.abs(found.value! - recall)).toBeLessThan(0.1);
  expect(found.interval![0]).toBeLessThan(recall);
  expect(found.interval![1]).toBeGreaterThan(recall);
  // the rows' own sampling error is not in it
  expect(settling.recall[1] - settling.recall[0]).toBeLessThan(
    found.interval![1] - found.interval![0],
  );
  expect(arrived).toBe(cohort.filter(({ y }) => y === 1).length);
  expect(Math.abs(expected - frauds.length) / frauds.length).toBeLessThan(0.4);
  expect(found.n!.current).toBe(cohort.length);
});

test("matured() stands at `now`: later rows and arrivals are not there yet", async () => {
  const rows = literal(payments("now", { n: 8000, rate: 0.05 }));
  const options = { horizon: 40, now: end(80).toISOString() };
  const all = await ask(matured, roles, { current: rows, types, options });
  const then = rows.filter(({ at }) => at <= end(80)).map((row) =>
    row.came !== null && row.came <= end(80)
      ? row
      : { ...row, y: null, came: null }
  );
  const before = await ask(matured, roles, { current: then, types, options });
  expect(all.value).toBe(before.value);
  expect(all.details).toEqual(before.details);
});

test("matured() draws the curve from a reference too, and the figure from the current rows only", async () => {
  const rows = literal(payments("reference", { n: 8000, rate: 0.05 }));
  const young = ({ at }: { at: Date }) => at > end(106) && at <= end(113);
  const options = { horizon: 60, now: end(120).toISOString() };
  const parted = await ask(matured, roles, {
    current: rows.filter(young),
    reference: rows.filter((row) => !young(row)),
    types,
    options: { ...options, age: 7 },
  });
  const one = await ask(matured, roles, {
    current: rows,
    types,
    options: { ...options, age: 7, until: 14 },
  });
  // the reference is watched until its own last time, a little before `now`
  expect(parted.value).toBeCloseTo(one.value!, 2);
  expect(parted.n!.current).toBe(one.n!.current);
});

test("matured() leaves out blocked rows and those it cannot place, and says how many", async () => {
  const rows = [...day(40, true, 30, 100), ...day(40, false, 20, 400)];
  const odd = [
    ...day(40, true, 0, 100).map((row) => ({ ...row, stopped: true })),
    { ...rows[0]!, came: null },
    { ...rows[0]!, s: null },
  ];
  const found = await ask(matured, roles, {
    current: [...rows.map((row) => ({ ...row, stopped: false })), ...odd],
    types,
    options: { horizon: 30, now: end(0).toISOString(), blocked: "stopped" },
  });
  expect(found.value).toBeCloseTo(0.6, 12);
  expect(found.details).toMatchObject({
    rows: 500,
    incomplete: 2,
    blocked: 100 / 602,
  });
});

test("matured() takes a named decision and class, and known negatives only for the labels at hand", async () => {
  const rows = [...day(40, true, 30, 100), ...day(40, false, 20, 400)].map(
    (row, i) => ({
      ...row,
      s: 0.5,
      y: row.y ? "fraud" : i % 2 ? "good" : null,
      came: row.came ?? (i % 2 ? row.at : null),
      said: row.s > 0.5,
    }),
  );
  const found = await ask(matured, roles, {
    current: rows,
    types: { came: "TIMESTAMP" },
    options: {
      horizon: 30,
      now: end(0).toISOString(),
      prediction: "said",
      positive: "fraud",
      metric: "precision",
    },
  });
  expect(found.value).toBeCloseTo(0.3, 12);
  expect(found.details).toMatchObject({
    arrivedOnly: { precision: 30 / (30 + 35) },
  });
});

test("matured() says why it is unknown: few labels in a band, all too young, no old rows", async () => {
  const now = end(0).toISOString();
  const of = async (
    rows: readonly ReturnType<typeof day>[number][],
    options = {},
  ) =>
    (await ask(matured, roles, {
      current: rows,
      types: { ...types, s: "DOUBLE", at: "TIMESTAMP" },
      options: { now, horizon: 30, ...options },
    })).unknown;
  expect(await of([...day(40, true, 30, 100), ...day(40, false, 3, 400)]))
    .toBe(
      "of the other rows with scores below 0.5 3 positive labels have arrived, at least 10 are needed to know how fast they come",
    );
  expect(await of([...day(20, true, 30, 100), ...day(20, false, 20, 400)]))
    .toBe(
      "of the other rows with scores below 0.5 0 with a positive label are 30 days old, at least 5 are needed to know what comes late",
    );
  const slow = [...day(40, true, 30, 100), ...day(40, false, 20, 400)].map(
    (row) => ({ ...row, came: row.y ? new Date(+row.at + 25 * 864e5) : null }),
  );
  expect(await of([...slow, ...day(2, true, 0, 9)], { age: 1, until: 9 }))
    .toBe(
      "of the flagged rows with scores from 0.5 fewer than 1 in 5 labels have arrived at 1 day",
    );
  expect(await of([...slow], { age: 50 })).toBe(
    "no row has the age asked for",
  );
  expect(await of([])).toBe("no row has a score and a time before now");
  expect(
    await of([...slow, ...day(31, true, 2, 9)], { age: 31, until: 32 }),
  ).toBe(
    "2 positive labels have arrived among these rows, at least 10 are needed",
  );
});

test("matured() by rows takes Kaplan-Meier over all rows, and needs old rows instead of old labels", async () => {
  const now = end(0).toISOString();
  const rows = [...day(40, true, 30, 100), ...day(40, false, 20, 400)];
  const of = async (current: typeof rows, options: object) =>
    await ask(matured, roles, {
      current,
      types,
      options: { now, horizon: 30, curve: "rows", ...options },
    });
  expect((await of(rows, {})).value).toBeCloseTo(0.6, 12);
  const young = [...day(20, true, 30, 100), ...day(20, false, 20, 400)];
  expect((await of(young, {})).unknown).toBe(
    "of the other rows with scores below 0.5 0 are 30 days old, at least 10 are needed to know what comes late",
  );
});

test("matured() of precision needs no curve of rows that were not flagged", async () => {
  const found = await ask(matured, roles, {
    current: [...day(40, true, 30, 100), ...day(40, false, 3, 400)],
    types,
    options: { metric: "precision", horizon: 30, now: end(0).toISOString() },
  });
  expect(found.value).toBeCloseTo(0.3, 12);
  expect(Object.keys(found.details!.figures as object)).toEqual(["precision"]);
});

test("matured() refuses options that make no sense", () => {
  const of = (options: object) => () =>
    check(matured, roles, anything, { options });
  expect(of({ metric: "mcc" })).toThrow(
    new RangeError(
      'Cannot use "metric" of "estimation/matured": it is "mcc", one of "recall", "precision", "positive_rate", "f1", "false_positive_rate", "accuracy" is needed',
    ),
  );
  expect(of({ horizon: 0 })).toThrow(
    new RangeError(
      'Cannot use "horizon" of "estimation/matured": it is 0, days above 0 or null are needed',
    ),
  );
  expect(of({ now: "yesterday" })).toThrow(
    new RangeError(
      'Cannot use "now" of "estimation/matured": it is "yesterday", a moment as "2026-03-01T00:00:00Z" or epoch seconds is needed',
    ),
  );
  expect(of({ curve: "class" })).toThrow(
    new RangeError(
      'Cannot use "curve" of "estimation/matured": it is "class", "labels" or "rows" is needed',
    ),
  );
  expect(of({ bands: [0.7, 0.7] })).toThrow(
    new RangeError(
      'Cannot use "bands" of "estimation/matured": it is [0.7,0.7], scores in ascending order are needed',
    ),
  );
  expect(of({ age: 14, until: 7 })).toThrow(
    new RangeError(
      'Cannot use "until" of "estimation/matured": it is 7, more than the 14 days of "age" are needed',
    ),
  );
});

test("a check of matured() has the same name at every moment", () => {
  const options = { metric: "recall", horizon: 60, now: end(3).toISOString() };
  expect(check(matured, roles, anything, { options }).name).toBe(
    "estimation/matured(score=s, label=y, time=at, arrival=came, metric=recall, horizon=60)",
  );
});
