import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { random } from "../../../lib/math/mod.ts";
import { rawSql } from "../../../lib/table/mod.ts";
import { concentrationExcess } from "../../../lib/units/mod.ts";
import { topHitsOf } from "../../bench/top_hits.ts";
import { films, watched } from "../../scoring/world.ts";
import { ask, engine } from "../ask.ts";

const roles = { item: "film", explored: "explored", entity: "user" };

test("concentrationExcess() of Matrix shown to all three users, other films explored, is 1 and seen", async () => {
  const shown = Object.keys(watched).map((user) => ({
    user,
    film: films[0],
    explored: false,
  }));
  const explored = ["Toy Story", "Interstellar", "Frozen", "Inception"].map((
    film,
    i,
  ) => ({
    user: ["alice", "bob", "carol", "alice"][i]!,
    film,
    explored: true,
  }));
  const found = await ask(concentrationExcess, roles, {
    current: [...shown, ...explored],
  });
  expect(found.value).toBe(1);
  expect(found.pValue).toBeLessThan(0.05);
  expect(found.interval![0]).toBeGreaterThan(0);
  expect(found.details).toMatchObject({
    modelShare: 1,
    exploredShare: 0,
    topItems: 1,
    items: 5,
    itemsForHalf: 1,
    itemsFor90Percent: 1,
    explanation:
      "the most shown of 5 items takes 100 % of what the model shows and 0 % of what is explored; half of the model's exposures go to 1, nine tenths to 1",
  });
});

/** Rows of 12 users: the model shows as `of` says, exploration as anybody would. */
function rows(seed: string, of: (draw: ReturnType<typeof random>) => number) {
  const draw = random(seed);
  return Array.from({ length: 600 }, (_, i) => {
    const explored = i % 3 === 0;
    return {
      user: `u${i % 12}`,
      film: `f${explored ? draw.zipf(30, 1) : of(draw)}`,
      explored,
      taken: draw.uniform() < 0.5,
    };
  });
}

test("concentrationExcess() of a model that shows what is explored is none, though one film leads", async () => {
  const { value, pValue, interval } = await ask(concentrationExcess, roles, {
    current: rows("as explored", (draw) => draw.zipf(30, 1)),
    options: { top: 0.1 },
  });
  expect(interval![0]).toBeLessThan(0);
  expect(interval![1]).toBeGreaterThan(0);
  expect(Math.abs(value!)).toBeLessThan(0.12);
  expect(pValue).toBeGreaterThan(0.05);
});

test("concentrationExcess() counts explored rows only where they were chosen, when told which column says so", async () => {
  const current = rows("chosen", () => 1).map((row) => ({
    ...row,
    taken: row.film === "f1",
  }));
  const plain = await ask(concentrationExcess, roles, { current });
  const wanted = await ask(concentrationExcess, roles, {
    current,
    options: { click: "taken" },
  });
  expect(plain.value).toBeGreaterThan(0.5);
  expect(wanted.value).toBe(0);
});

test("concentrationExcess()'s SQL counts what a plain loop counts", async () => {
  const current = rows("loop", (draw) => draw.zipf(30, 1.5));
  const found = await ask(concentrationExcess, roles, {
    current,
    options: { top: 0.1 },
  });
  const db = await engine();
  const users = await db.rows(
    rawSql(
      "select u, row_number() over (order by hash(u), u) % 2 half from (select 'u' || range u from range(12))",
    ),
  );
  const half = new Map(users.map(({ u, half }) => [String(u), Number(half)]));
  const names = [...new Set(current.map(({ film }) => film))].sort();
  const lists = topHitsOf(
    {
      day: new Uint8Array(600),
      user: Uint16Array.from(current, ({ user }) => Number(user.slice(1))),
      item: Uint16Array.from(current, ({ film }) => names.indexOf(film)),
      explored: Uint8Array.from(current, ({ explored }) => explored ? 1 : 0),
    },
    1,
    names.length,
    0.1,
    (user) => half.get(`u${user}`)!,
  );
  const options = { ...concentrationExcess.defaults, top: 0.1 };
  const wanted = concentrationExcess.read(lists, options) as typeof found;
  expect(found.value).toBeCloseTo(wanted.value!, 13);
  expect(found.interval![0]).toBeCloseTo(wanted.interval![0], 12);
  expect(found.pValue).toBeCloseTo(wanted.pValue!, 12);
  expect(found.details).toEqual(wanted.details);
});

test("concentrationExcess() of one user or nothing explored is unknown", async () => {
  const { unknown } = await ask(concentrationExcess, roles, {
    current: [{ user: "a", film: "x", explored: false }],
  });
  expect(unknown).toBe(
    "at least two users are needed who were shown something by the model, and two who were shown something explored",
  );
});

test("concentrationExcess() refuses a top of everything, and names the column of clicks that is missing", async () => {
  expect(() =>
    check(concentrationExcess, roles, anything, { options: { top: 1 } })
  ).toThrow(
    new RangeError(
      'Cannot use "top" of "feedback/concentration_excess": it is 1, a share above 0 and below 1 is needed',
    ),
  );
  await expect(ask(concentrationExcess, roles, {
    current: [{ user: "a", film: "x", explored: false }],
    options: { click: "taken" },
  })).rejects.toThrow(
    'Cannot use option "click": column "taken" is missing, found "user", "film", "explored"',
  );
});
