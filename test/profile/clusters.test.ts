import { expect, test } from "vitest";
import { profilesOf } from "../../lib/check/mod.ts";
import { designEffect, random } from "../../lib/math/mod.ts";
import { withClusters } from "../../lib/profile/mod.ts";
import { type Literal, tableOf } from "../units/ask.ts";

type Row = Record<string, Literal>;

function users(count: number, rows: number, seed: number): Row[] {
  const next = random(seed);
  return Array.from({ length: count }, (_, u) => {
    const own = next.normal(), city = next.choice(["Lima", "Kyoto", "Oslo"]);
    return Array.from({ length: 1 + next.integer(rows) }, () => ({
      user: `u${u}`,
      x: next.uniform() < 0.1 ? null : own + next.normal(),
      y: next.normal(),
      flag: own + next.normal() > 1,
      city: next.uniform() < 0.8 ? city : "elsewhere",
      few: next.integer(3),
    }));
  }).flat();
}

/** Design effects by a plain loop over the rows. */
function effectOf(
  rows: readonly Row[],
  column: string,
  marked: (value: Literal) => boolean,
  among: (value: Literal) => boolean = (value) => value !== null,
): number {
  const sums = new Map<Literal, { x: number; n: number }>();
  for (const row of rows) {
    const at = sums.get(row.user) ?? { x: 0, n: 0 };
    sums.set(row.user, at);
    if (!among(row[column])) continue;
    at.n++;
    if (marked(row[column])) at.x++;
  }
  const all = [...sums.values()];
  const add = (of: (sum: { x: number; n: number }) => number) =>
    all.reduce((total, sum) => total + of(sum), 0);
  return designEffect({
    clusters: all.length,
    rows: add(({ n }) => n),
    marked: add(({ x }) => x),
    xx: add(({ x }) => x * x),
    xn: add(({ x, n }) => x * n),
    nn: add(({ n }) => n * n),
  });
}

test("withClusters() equals a plain loop over the rows", async () => {
  const rows = users(60, 20, 1), table = await tableOf(rows);
  const { current } = await profilesOf({ current: table });
  const found = await withClusters(current, table, "user");
  const of = (column: string) => found.columns.get(column)!.clusters!;
  expect(of("x").entities).toBe(60);
  expect(of("x").missing).toBeCloseTo(
    effectOf(rows, "x", (x) => x === null, () => true),
    9,
  );
  expect(of("city").values.get("Lima")).toBeCloseTo(
    effectOf(rows, "city", (x) => x === "Lima"),
    9,
  );
  expect(of("flag").values.get("true")).toBeCloseTo(
    effectOf(rows, "flag", (x) => x === true),
    9,
  );
  expect(of("few").values.get("2")).toBeCloseTo(
    effectOf(rows, "few", (x) => x === 2),
    9,
  );
  const sorted = rows.map(({ x }) => x).filter((x) => x !== null).sort((a, b) =>
    Number(a) - Number(b)
  );
  const bodies = [1, 2, 3, 4, 5].map((sixth) => {
    const edge = sorted[Math.floor(sixth / 6 * (sorted.length - 1))]!;
    return effectOf(rows, "x", (x) => Number(x) <= Number(edge));
  });
  expect(of("x").body / Math.max(...bodies)).toBeCloseTo(1, 1);
  expect(of("x").body).toBeGreaterThan(2);
  expect(of("y").body).toBeLessThan(2.2);
  const counts = new Map<Literal, number>();
  for (const { user } of rows) counts.set(user, (counts.get(user) ?? 0) + 1);
  const squares = [...counts.values()].reduce((sum, n) => sum + n * n, 0);
  expect(of("y").alike).toBeCloseTo(squares / rows.length, 10);
});

test("an entity of one row each leaves a profile as it is", async () => {
  const table = await tableOf(users(50, 1, 2));
  const { current } = await profilesOf({ current: table });
  expect(await withClusters(current, table, "user")).toBe(current);
});

test("rows without an entity are left out, a sample of entities says about the same", async () => {
  const rows = users(3000, 9, 3);
  const lost = rows.slice(0, 4000).map((row) => ({ ...row, user: null }));
  const table = await tableOf([...lost, ...rows.slice(4000)]);
  const { current } = await profilesOf({ current: table });
  const all = await withClusters(current, table, "user");
  const some = await withClusters(current, table, "user", {
    entities: 1000,
    columns: ["flag"],
  });
  const effect = (profile: typeof all) =>
    profile.columns.get("flag")!.clusters!.values.get("true")!;
  expect(some.columns.get("flag")!.clusters!.entities).toBe(1000);
  expect(some.columns.get("x")!.clusters).toBeUndefined();
  expect(effect(some) / effect(all)).toBeGreaterThan(0.85);
  expect(effect(some) / effect(all)).toBeLessThan(1.15);
});

test("withClusters() names the column that is missing", async () => {
  const table = await tableOf(users(5, 3, 4), {}, "five");
  const { current } = await profilesOf({ current: table });
  await expect(withClusters(current, table, "card")).rejects.toThrow(
    'Cannot read "five": column "card" is missing',
  );
});
