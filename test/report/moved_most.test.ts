import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import { profilesOf } from "../../lib/check/mod.ts";
import { pairOf } from "../../lib/profile/mod.ts";
import { read } from "../../lib/native/mod.ts";
import { movedMost } from "../../lib/report/moved_most.ts";

async function parts(
  before: readonly (string | number | null)[],
  after: readonly (string | number | null)[],
) {
  const table = (values: readonly (string | number | null)[]) =>
    read(values.map((x, i) => ({ i, x })));
  return movedMost(
    pairOf(
      await profilesOf({
        reference: await table(before),
        current: await table(after),
      }),
      "x",
    )!,
  );
}

test("movedMost() of categories, by hand", async () => {
  // three quarters of the current rows and all of the reference's hold a value
  const found = await parts(["a", "a", "a", "b"], ["a", "a", "c", null]);
  const whole = 1 / 4 + 7 / 8 * (1 / 12 + 1 / 4 + 1 / 3);
  const close = (x: number) => expect.closeTo(x, 12);
  expect(found).toEqual([
    { name: "c", before: 0, after: 1 / 3, part: close(7 / 24 / whole) },
    { name: "missing", before: 0, after: 0.25, part: close(1 / 4 / whole) },
    { name: "b", before: 0.25, after: 0, part: close(7 / 32 / whole) },
    { name: "a", before: 0.75, after: 2 / 3, part: close(7 / 96 / whole) },
  ]);
});

test("values that were lost alike everywhere are one part", async () => {
  expect(await parts([1, 2, 3, 4], [1, 2, 3, 4, null, null, null, null]))
    .toEqual([{ name: "missing", before: 0, after: 0.5, part: 1 }]);
});

test("parts are 1 together; swapping the sides of categories keeps them and turns every change", async () => {
  const next = random(8);
  const draw = () =>
    Array.from(
      { length: 500 },
      () =>
        next.uniform() < 0.1
          ? null
          : "abcdef"[Math.floor(6 * next.uniform() ** 2)]!,
    );
  const a = draw(), b = draw();
  const there = await parts(a, b), back = await parts(b, a);
  expect(there.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(1, 12);
  const sides = (list: typeof there) =>
    new Map(
      list.map((
        { name, before, after, part },
      ) => [name, { before, after, part }]),
    );
  for (const [name, { before, after, part }] of sides(there)) {
    expect(sides(back).get(name)).toEqual({
      before: after,
      after: before,
      part: expect.closeTo(part, 12),
    });
  }
});

test("numbers are told by ranges that neighbours of one direction share", async () => {
  const next = random(9);
  const draw = (shift: number) =>
    Array.from({ length: 2000 }, () => next.normal() + shift);
  const found = await parts(draw(0), draw(1));
  expect(found.length).toBe(2);
  expect(found[0]!.name).toMatch(/^above 0\.[2-8]/);
  expect(found[0]!.after - found[0]!.before).toBeGreaterThan(0.3);
  expect(found.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(1, 12);
});

test("few numbers are told one by one; equal sides have no part", async () => {
  expect((await parts([0, 0, 0, 1], [0, 1, 1, 1])).map(({ name }) => name))
    .toEqual(["1", "0"]);
  expect(await parts([1, 2], [1, 2])).toEqual([]);
});
