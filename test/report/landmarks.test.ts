import { expect, test } from "vitest";
import { profilesOf } from "../../lib/check/mod.ts";
import { random } from "../../lib/math/mod.ts";
import { read } from "../../lib/native/mod.ts";
import { hasMoved, landmarksOf } from "../../lib/report/landmarks.ts";

type Value = string | number | null;

async function column(values: readonly Value[], exact = true) {
  const table = await read(values.map((x, i) => ({ i, x })));
  const { current } = await profilesOf({ current: table, exact });
  return current.columns.get("x")!;
}

test("landmarksOf() a few numbers and categories, by hand", async () => {
  expect(landmarksOf(await column([1, 2, 2, null])))
    .toEqual({
      rows: 4,
      missing: 0.25,
      upTo: expect.arrayContaining([[1, 0.333333], [2, 1]]),
    });
  expect(landmarksOf(await column(["a", "a", "b", null])))
    .toEqual({
      rows: 4,
      missing: 0.25,
      values: [["a", 0.666667], ["b", 0.333333]],
    });
});

test(
  "a column has not moved from its own landmarks, nor has another sample of it in 60 of 60",
  async () => {
    const next = random(31);
    const draw = (n: number, kind: number): Value[] =>
      Array.from({ length: n }, () => {
        if (next.uniform() < 0.05) return null;
        if (kind === 0) return Math.exp(next.normal());
        if (kind === 1) return Math.floor(8 * next.uniform() ** 2);
        return `v${Math.floor(60 * next.uniform() ** 3)}`;
      });
    for (const kind of [0, 1, 2]) {
      const marks = landmarksOf(await column(draw(2000, kind)));
      for (let world = 0; world < 20; world++) {
        const other = await column(
          draw(world % 2 ? 400 : 4000, kind),
          world % 3 === 0,
        );
        expect([kind, world, hasMoved(marks, other)]).toEqual([
          kind,
          world,
          false,
        ]);
      }
    }
  },
  60_000,
);

test("shifts, new values on either side, lost values and another kind have moved", async () => {
  const next = random(32);
  const normal = (shift: number) =>
    Array.from({ length: 3000 }, () => next.normal() + shift);
  const marks = landmarksOf(await column(normal(0)));
  expect(hasMoved(marks, await column(normal(0.3)))).toBe(true);
  expect(
    hasMoved(marks, await column(normal(0).map((x, i) => i % 50 ? x : 99))),
  ).toBe(true);
  expect(
    hasMoved(marks, await column(normal(0).map((x, i) => i % 50 ? x : -99))),
  ).toBe(true);
  expect(
    hasMoved(marks, await column(normal(0).map((x, i) => i % 20 ? x : null))),
  ).toBe(true);
  expect(hasMoved(marks, await column(normal(0).map(String)))).toBe(true);
  const flat = landmarksOf(await column(normal(0).map((_, i) => i % 2)));
  expect(
    hasMoved(flat, await column(normal(0).map((_, i) => i % 25 ? i % 2 : -1))),
  ).toBe(true);
  const values = landmarksOf(
    await column(normal(0).map((x) => x > 0 ? "a" : "b")),
  );
  expect(
    hasMoved(
      values,
      await column(normal(0).map((x, i) => i % 50 ? x > 0 ? "a" : "b" : "c")),
    ),
  ).toBe(true);
});
