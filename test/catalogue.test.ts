import { existsSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  completeOptions,
  type Detector,
  profilesOf,
  type Stream,
} from "../lib/check/mod.ts";
import { random } from "../lib/math/mod.ts";
import { merge, type Profile } from "../lib/profile/mod.ts";
import { catalogue } from "../lib/units/mod.ts";
import * as rooms from "../lib/units/mod.ts";
import { askAll, differences, undefinedOn } from "./laws/ask_all.ts";
import {
  anyRow,
  type Asked,
  eachNumber,
  holed,
  optionsOf,
  type Row,
  table,
  TOLD,
  TYPES,
  world,
} from "./laws/world.ts";

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
    const options = TOLD[unit.id] ?? {};
    expect(completeOptions(unit as Asked, options), unit.id).toEqual({
      ...unit.defaults,
      ...options,
    });
    if (TOLD[unit.id]) {
      expect(() => completeOptions(unit as Asked, {}), unit.id).toThrow(
        RangeError,
      );
    }
  }
});

test("every unit has something to say of 1,000 rows", async () => {
  const [current, reference] = await Promise.all([
    table(holed(world(21, 1000), 21)),
    table(holed(world(22, 1000), 22)),
  ]);
  const answers = await askAll(asked, { current, reference });
  expect(asked.filter(({ id }) => !Number.isFinite(answers.get(id)?.value)))
    .toEqual([]);
}, 60_000);

test(
  "the order of rows does not matter to any unit, whatever the rows",
  async () => {
    const rows = fc.tuple(
      fc.constantFrom(1, 2, 3),
      fc.array(anyRow(), { maxLength: 10 }),
    ).map(([seed, odd]) => [...holed(world(seed, 240), seed), ...odd]);
    await fc.assert(
      fc.asyncProperty(rows, rows, fc.nat(), async (then, now, seed) => {
        const mix = (side: readonly Row[]) => table(random(seed).shuffle(side));
        const first = await askAll(asked, {
          current: await table(now),
          reference: await table(then),
        });
        const second = await askAll(asked, {
          current: await mix(now),
          reference: await mix(then),
        });
        expect(differences(first, second, 1e-9)).toEqual([]);
      }),
      { seed: 5, numRuns: 3, endOnFailure: true },
    );
  },
  120_000,
);

test(
  "profiles of parts, merged, say what the profile of the whole says",
  async () => {
    const cuts = fc.array(fc.nat(300), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        cuts,
        fc.boolean(),
        fc.nat(9),
        async (at, exact, seed) => {
          const rows = holed(world(seed, 300), seed);
          const reference = await table(holed(world(4, 200), 4));
          const profile = async (current: readonly Row[]) =>
            (await profilesOf(
              { current: await table(current), reference, exact },
              { sample: true },
            )).current;
          const [then] = await Promise.all([
            profilesOf({ current: reference, reference, exact }, {
              sample: true,
            }),
          ]);
          const sorted = [0, ...at.sort((a, b) => a - b), 300];
          const parts: Profile[] = [];
          for (const [i, from] of sorted.slice(0, -1).entries()) {
            parts.push(await profile(rows.slice(from, sorted[i + 1])));
          }
          const merged = await askAll(detectors, {
            current: parts.reduce(merge),
            reference: then.current,
          });
          const whole = await askAll(detectors, {
            current: await profile(rows),
            reference: then.current,
          });
          expect(differences(merged, whole, 1e-12)).toEqual([]);
        },
      ),
      { seed: 3, numRuns: 6, endOnFailure: true },
    );
  },
  120_000,
);

test("compare(p, p) finds nothing", async () => {
  const same = await table(holed(world(5, 240), 5));
  const drift = detectors.filter(({ id }) => id.startsWith("drift/"));
  const found = [...await askAll(drift, { current: same, reference: same })]
    .filter(
      ([, { value, effect, pValue }]) =>
        value !== undefined &&
        (Math.abs(effect ?? value) > 1e-9 || !((pValue ?? 1) >= 0.5)),
    );
  expect(found).toEqual([]);
}, 60_000);

test(
  "the type that a number is stored in does not matter to any unit",
  async () => {
    const whole = (rows: readonly Row[]) =>
      rows.map((row) => eachNumber(row, (x) => Math.round(8 * x) / 8));
    const now = whole(world(31, 300)), then = whole(world(32, 300));
    const stored = async (type: string) => {
      const types = Object.fromEntries(
        Object.entries(TYPES).filter(([, from]) => from === "DOUBLE")
          .map(([key]) => [key, type]),
      );
      return await askAll(asked.filter(({ id }) => !OF_TYPE.includes(id)), {
        current: await table(now, types),
        reference: await table(then, types),
      });
    };
    const double = await stored("DOUBLE");
    for (const type of ["FLOAT", "DECIMAL(18,3)"]) {
      expect(differences(await stored(type), double, 1e-9), type).toEqual([]);
    }
  },
  60_000,
);

/** What these say is of the type itself. */
const OF_TYPE: readonly string[] = ["validation/type_match"];

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
  expect(
    await undefinedOn(asked, [[odd, even], [even, odd], [odd, odd]]),
  ).toEqual([]);
}, 60_000);

test.each(["BIGINT", "HUGEINT", "UBIGINT", "DECIMAL(38,2)"])(
  "every unit is defined on 2^53 + 1 as %s",
  async (type) => {
    const types = Object.fromEntries(
      Object.entries(TYPES).filter(([, from]) => from === "DOUBLE")
        .map(([key]) => [key, type]),
    );
    const large = (rows: readonly Row[]) =>
      rows.map((row, i) =>
        Object.fromEntries(
          Object.entries(row).map((
            [key, x],
          ) => [
            key,
            typeof x === "number" ? 2n ** 53n + 1n + BigInt(i % 3) : x,
          ]),
        )
      );
    const odd = await table(large(world(6, 40)), types);
    const even = await table(large(world(7, 40)).slice(0, 20), types);
    expect(
      await undefinedOn(asked, [[odd, even], [even, odd]]),
    ).toEqual([]);
  },
  60_000,
);

test("every unit is defined on an empty table and on one row", async () => {
  const none = await table([]),
    one = await table(world(8, 1)),
    some = await table(world(9, 40));
  expect(
    await undefinedOn(asked, [
      [none, some],
      [some, none],
      [none, none],
      [one, some],
      [some, one],
      [one, one],
    ]),
  ).toEqual([]);
}, 60_000);

test("every unit is defined on any table", async () => {
  const side = fc.array(anyRow(), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(side, side, async (then, now) => {
      const [current, reference] = [await table(now), await table(then)];
      expect(await undefinedOn(asked, [[current, reference]])).toEqual([]);
    }),
    { seed: 7, numRuns: 8, endOnFailure: true },
  );
}, 120_000);

const ODD = [
  "quack",
  "",
  -1,
  0,
  0.5,
  3,
  1e9,
  NaN,
  Infinity,
  true,
  null,
  [],
  ["a"],
  [1],
  [null],
  [[1]],
  {},
  { a: 1 },
];

/** Options that are SQL: what is wrong with it the engine says, when it is asked. */
const SQL = ["validation/sql_check", "validation/sql_value"];

test(
  "every unit refuses wrong options when the check is built, and has a defined answer to those it takes",
  async () => {
    const current = await table(world(11, 60)), reference = current;
    const some = fc.constantFrom(...ODD), place = fc.nat(20);
    const choices = new Map<object, object>();
    const choose = (unit: Asked | Stream, value: unknown, at: number) => {
      const names = Object.keys(unit.defaults);
      const name = names[at % names.length];
      const options = {
        ...optionsOf(unit),
        ...(name === undefined ? {} : { [name]: value }),
      };
      try {
        completeOptions(unit as Asked, options);
        choices.set(unit, options);
      } catch (error) {
        expect(error, unit.id).toSatisfy((e) =>
          e instanceof TypeError || e instanceof RangeError ||
          e instanceof SyntaxError
        );
        expect((error as Error).message, unit.id).toMatch(/^Cannot use /);
        choices.set(unit, optionsOf(unit));
      }
    };
    await fc.assert(
      fc.asyncProperty(some, place, async (value, at) => {
        for (const unit of units) choose(unit, value, at);
        const free = asked.filter(({ id }) => !SQL.includes(id));
        const wrong = await undefinedOn(
          free,
          [[current, reference]],
          (unit) => choices.get(unit)!,
        );
        // An option that names a column can be refused only when the table is there.
        const late = "throws Cannot use option";
        expect(wrong.filter((text) => !text.includes(late))).toEqual([]);
      }),
      { seed: 13, numRuns: 12, endOnFailure: true },
    );
  },
  120_000,
);

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
