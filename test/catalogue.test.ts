import { existsSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  anything,
  check,
  completeOptions,
  type Detector,
  type Measure,
  profilesOf,
  type Reading,
  run,
  type Stream,
} from "../lib/check/mod.ts";
import { random } from "../lib/math/mod.ts";
import { merge } from "../lib/profile/mod.ts";
import { catalogue } from "../lib/units/mod.ts";
import * as rooms from "../lib/units/mod.ts";
import type { Table } from "../lib/table/mod.ts";
import { type Answered, type Literal, tableOf } from "./units/ask.ts";

type Asked = Measure | Detector;
type Row = Record<string, Literal>;

const units = catalogue();
const asked = units.filter((unit): unit is Asked => unit.kind !== "stream");
const detectors = asked.filter((unit): unit is Detector =>
  unit.kind === "detector"
);
const streams = units.filter((unit): unit is Stream => unit.kind === "stream");

test("a unit's id is its path and its export the file's name in camelCase", () => {
  for (const unit of units) {
    const file = unit.id.split("/")[1]!;
    expect(
      existsSync(new URL(`../lib/units/${unit.id}.ts`, import.meta.url)),
      unit.id,
    ).toBe(true);
    const name = file.replace(
      /_(.)/g,
      (_, letter: string) => letter.toUpperCase(),
    );
    expect((rooms as Record<string, unknown>)[name], unit.id).toBe(unit);
  }
});

test("a unit's defaults are complete and plain, and allowed unless it must be told what to ask", () => {
  for (const unit of units) {
    expect(JSON.parse(JSON.stringify(unit.defaults)), unit.id).toEqual(
      unit.defaults,
    );
    const options = OPTIONS[unit.id] ?? {};
    expect(completeOptions(unit as Asked, options), unit.id).toEqual({
      ...unit.defaults,
      ...options,
    });
    if (OPTIONS[unit.id]) {
      expect(() => completeOptions(unit as Asked, {}), unit.id).toThrow(
        RangeError,
      );
    }
  }
});

test("the order of rows does not matter to any unit", async () => {
  const rows = world(1, 240), reference = await table(world(2, 240));
  const first = await askAll(asked, { current: await table(rows), reference });
  const second = await askAll(asked, {
    current: await table(random(9).shuffle(rows)),
    reference,
  });
  expect(differences(first, second, 1e-9)).toEqual([]);
}, 60_000);

test("profile(A) + profile(B) says what profile(A and B) says", async () => {
  const rows = world(3, 300), reference = await table(world(4, 200));
  const profile = async (current: readonly Row[]) =>
    (await profilesOf({
      current: await table(current),
      reference,
      exact: true,
    })).current;
  const then =
    (await profilesOf({ current: reference, reference, exact: true })).current;
  const plain = detectors.filter(({ needsSample }) => !needsSample);
  const merged = await askAll(plain, {
    current: merge(
      await profile(rows.slice(0, 110)),
      await profile(rows.slice(110)),
    ),
    reference: then,
  });
  const whole = await askAll(plain, {
    current: await profile(rows),
    reference: then,
  });
  expect(differences(merged, whole, 1e-12)).toEqual([]);
}, 60_000);

test("compare(p, p) finds nothing", async () => {
  const same = await table(world(5, 240));
  const drift = detectors.filter(({ id }) => id.startsWith("drift/"));
  const found = [...await askAll(drift, { current: same, reference: same })]
    .filter(
      ([, { value, effect, pValue }]) =>
        value !== undefined &&
        (Math.abs(effect ?? value) > 1e-9 || !((pValue ?? 1) >= 0.5)),
    );
  expect(found).toEqual([]);
}, 60_000);

const EDGES: Readonly<Record<string, (row: Row, i: number) => Row>> = {
  "one value": (row) =>
    Object.fromEntries(
      Object.keys(row).map((key) => [key, world(1, 1)[0]![key]]),
    ),
  "all null": (row) =>
    Object.fromEntries(Object.keys(row).map((key) => [key, null])),
  "NaN and infinities": (row, i) =>
    eachNumber(row, (x) => [NaN, Infinity, -Infinity, x][i % 4]!),
  "numbers near the largest": (row, i) =>
    eachNumber(row, () => i % 2 ? 1.7e308 : -1.7e308),
  "numbers from 2^53": (row, i) => eachNumber(row, () => 2 ** 53 + 2 * (i % 3)),
  ties: (row, i) => eachNumber(row, () => i % 2),
};

test.each(Object.keys(EDGES))("every unit is defined on %s", async (name) => {
  const odd = await table(world(6, 40).map(EDGES[name]!)),
    even = await table(world(7, 40));
  expect(await undefinedOn([[odd, even], [even, odd], [odd, odd]])).toEqual([]);
}, 60_000);

test("every unit is defined on an empty table and on one row", async () => {
  const none = await table([]),
    one = await table(world(8, 1)),
    some = await table(world(9, 40));
  expect(
    await undefinedOn([[none, some], [some, none], [none, none], [one, some]]),
  ).toEqual([]);
  expect(await undefinedOn([[some, one], [one, one]])).toEqual([]);
}, 60_000);

test("every unit is defined on any table", async () => {
  const side = fc.array(anyRow(), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(side, side, async (then, now) => {
      const [current, reference] = [await table(now), await table(then)];
      expect(await undefinedOn([[current, reference]])).toEqual([]);
    }),
    { seed: 7, numRuns: 12, endOnFailure: true },
  );
}, 120_000);

test("a stream's state saved as JSON resumes where it stopped", () => {
  const draw = random(12);
  const values = Array.from(
    { length: 3000 },
    (_, i) => draw.uniform() < (i < 1500 ? 0.1 : 0.6) ? 1 : 0,
  );
  for (const unit of streams) {
    const options = completeOptions(unit, {});
    let saved = unit.init(options);
    const state = unit.init(options);
    values.forEach((value, i) => {
      if (i % 250 === 0) saved = JSON.parse(JSON.stringify(saved));
      expect(unit.step(saved, value, options), `${unit.id} at ${i}`).toBe(
        unit.step(state, value, options),
      );
    });
  }
});

test("a stream of one value is quiet, and NaN and infinities do not stop it", () => {
  for (const unit of streams) {
    const options = completeOptions(unit, {}), state = unit.init(options);
    for (let i = 0; i < 2000; i++) {
      const value = i % 100 === 99 ? [NaN, Infinity, -Infinity][i % 3]! : 0;
      expect(unit.step(state, value, options), unit.id).toBe("none");
    }
    expect(JSON.stringify(state), unit.id).not.toMatch("null");
  }
});

/** What units are told that cannot ask anything by their defaults. */
const OPTIONS: Readonly<Record<string, object>> = {
  "validation/pattern": { regex: "^a" },
  "validation/type_match": { types: ["DOUBLE"] },
  "validation/sql_check": { holds: "x is not null" },
  "validation/sql_value": { query: "select count(*) from current" },
  "validation/value_bounds": { min: 0 },
  "validation/value_length": { min: 1 },
};

const TYPES = {
  x: "DOUBLE",
  y: "DOUBLE",
  z: "DOUBLE",
  c: "VARCHAR",
  d: "VARCHAR",
  b: "BOOLEAN",
  yes: "DOUBLE",
  guess: "DOUBLE",
  score: "DOUBLE",
  key: "VARCHAR",
  item: "VARCHAR",
  at: "TIMESTAMP",
  later: "TIMESTAMP",
};

/** Which column plays a role: what the unit allows there, then the role's name. */
const PLAYS: Readonly<Record<string, string | readonly string[]>> = {
  score: "score",
  label: "yes",
  prediction: "guess",
  click: "yes",
  query: "key",
  item: "item",
  version: "c",
  group: "key",
  entity: "key",
  column: "x",
  other: "y",
  explored: "b",
  fallback: "b",
  time: "at",
  arrival: "later",
  order: "z",
  tag: "d",
  exact: "x",
  approximate: "y",
  features: ["x", "y"],
  columns: ["x", "y"],
  keys: ["key"],
};

function rolesOf(unit: Asked): Record<string, string | readonly string[]> {
  const kinds = unit.kinds as
    | Readonly<Record<string, readonly string[]>>
    | undefined;
  return Object.fromEntries(unit.needs.map((role) => {
    const usual = PLAYS[role] ?? "x", allowed = kinds?.[role];
    const first = typeof usual === "string" ? usual : usual[0]!;
    if (!allowed || allowed.includes(KIND[first]!)) return [role, usual];
    const name = Object.keys(KIND).find((key) => allowed.includes(KIND[key]!))!;
    return [role, typeof usual === "string" ? name : [name]];
  }));
}

const KIND: Readonly<Record<string, string>> = {
  x: "number",
  y: "number",
  z: "number",
  score: "number",
  yes: "number",
  guess: "number",
  c: "category",
  d: "category",
  key: "category",
  item: "category",
  b: "boolean",
  at: "time",
  later: "time",
};

function world(seed: number, rows: number): Row[] {
  const draw = random(seed);
  return Array.from({ length: rows }, (_, i) => {
    const x = draw.normal(),
      yes = draw.uniform() < 1 / (1 + Math.exp(-x)) ? 1 : 0;
    const at = Date.UTC(2026, 0, 1) + i * 3_600_000;
    return {
      x,
      y: 2 * x + draw.normal(),
      z: i + draw.uniform() / 2,
      c: draw.choice(["a", "b", "c", "d"], [8, 4, 2, 1]),
      d: draw.choice(["u", "v"]),
      b: draw.uniform() < 0.3,
      yes,
      guess: draw.uniform() < 0.8 ? yes : 1 - yes,
      score: 1 / (1 + Math.exp(-x - draw.normal() / 2)),
      key: `q${Math.floor(i / 6)}`,
      item: `i${draw.integer(20)}`,
      at: new Date(at),
      later: new Date(at + draw.integer(100_000) * 1000),
    };
  });
}

function anyRow(): fc.Arbitrary<Row> {
  const number = fc.oneof(
    fc.constantFrom<Literal>(
      null,
      0,
      1,
      -1,
      NaN,
      Infinity,
      -Infinity,
      5e-324,
      1.7e308,
      2 ** 53,
    ),
    fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
  );
  const text = fc.constantFrom<Literal>(null, "", "a", "b", "é", "'\"", "10");
  const bit = fc.constantFrom<Literal>(null, 0, 1),
    time = fc.constantFrom<Literal>(null, new Date(0), new Date(8.64e12));
  return fc.record({
    x: number,
    y: number,
    z: number,
    c: text,
    d: text,
    b: fc.constantFrom<Literal>(null, true, false),
    yes: bit,
    guess: bit,
    score: fc.oneof(number, fc.double({ noNaN: true, min: 0, max: 1 })),
    key: text,
    item: text,
    at: time,
    later: time,
  });
}

function eachNumber(row: Row, change: (x: number) => number): Row {
  return Object.fromEntries(
    Object.entries(row).map((
      [key, x],
    ) => [key, typeof x === "number" ? change(x) : x]),
  );
}

function table(rows: readonly Row[]) {
  return tableOf(rows, { types: TYPES });
}

/** Answers of all units by id: in one run, or one by one where that fails, so that the one at fault is named. */
async function askAll(
  units: readonly Asked[],
  data: Parameters<typeof run>[1],
): Promise<ReadonlyMap<string, Answered>> {
  const answers = new Map<string, Answered>();
  const checks = units.map((unit) => {
    const note = (answer: Answered | undefined) => {
      answers.set(unit.id, answer ?? {});
      return answer as Reading | undefined;
    };
    const spy = unit.kind === "measure"
      ? {
        ...unit,
        read: (...args: Parameters<typeof unit.read>) =>
          note(unit.read(...args)),
      }
      : {
        ...unit,
        compare: (...args: Parameters<typeof unit.compare>) =>
          note(unit.compare(...args)),
      };
    return check(spy as Asked, rolesOf(unit), anything, {
      options: OPTIONS[unit.id] ?? {},
    });
  });
  try {
    await run(checks, data);
  } catch {
    for (const [i, asked] of checks.entries()) {
      await run([asked], data).catch((error: Error) =>
        answers.set(units[i]!.id, {
          unknown: `throws ${error.message.slice(0, 300)}`,
        })
      );
    }
  }
  return answers;
}

/** What is wrong with the answers of all units about pairs of current and reference. */
async function undefinedOn(
  pairs: readonly (readonly [Table, Table])[],
): Promise<readonly string[]> {
  const wrong = new Set<string>();
  for (const [current, reference] of pairs) {
    const answers = await askAll(asked, { current, reference });
    for (const text of undefinedAnswers(answers)) wrong.add(text);
  }
  return [...wrong];
}

/**
 * What is wrong with answers: a throw, a p-value, effect or error out of range, a value outside its interval. A value of NaN
 * is unknown and an interval that is not finite is none, as judge() has it.
 */
function undefinedAnswers(answers: ReadonlyMap<string, Answered>): string[] {
  return [...answers].flatMap(([id, answer]) => {
    const { value, interval, pValue, effect, error, unknown } = answer;
    if (unknown?.startsWith("throws")) return [`${id} ${unknown}`];
    if (value === undefined || Number.isNaN(value)) return [];
    const slack = 1e-9 * (1 + Math.abs(value));
    const outside = interval?.every(Number.isFinite) &&
      !(interval[0] <= value + slack && value - slack <= interval[1]);
    const wrong = [
      Number.isNaN(effect ?? 0) && `effect is NaN at value ${value}`,
      !((pValue ?? 0) >= 0 && (pValue ?? 0) <= 1) && `p-value is ${pValue}`,
      !((error ?? 0) >= 0) && `error is ${error}`,
      outside && `${value} is outside ${interval}`,
    ];
    return wrong.filter((x) => typeof x === "string").map((x) => `${id} ${x}`);
  });
}

/** Figures in which two sets of answers differ by more than a relative tolerance. */
function differences(
  a: ReadonlyMap<string, Answered>,
  b: ReadonlyMap<string, Answered>,
  relative: number,
): string[] {
  return [...a].flatMap(([id, x]) =>
    (["value", "pValue", "effect"] as const).flatMap((field) => {
      const u = x[field], v = b.get(id)?.[field];
      if (u === v || (Number.isNaN(u) && Number.isNaN(v))) return [];
      const near = u !== undefined && v !== undefined &&
        Math.abs(u - v) <= relative * (Math.abs(u) + Math.abs(v)) + 1e-12;
      return near ? [] : [`${id} ${field}: ${u} and ${v}`];
    })
  );
}
