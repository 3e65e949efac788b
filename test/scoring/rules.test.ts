import { expect, test } from "vitest";
import fc from "fast-check";
import {
  atLeastShare,
  atMostInRow,
  keepIf,
  rules,
} from "../../lib/scoring/mod.ts";
import { stateOf } from "./world.ts";

const genreOf = (item: number) => "abc"[item % 3];
const isFresh = (item: number) => item >= 90;
const seen = keepIf("seen", (item) => item % 7 !== 0);
const stage = rules({
  items: [seen],
  slate: [atMostInRow(2, genreOf), atLeastShare("fresh", 0.1, isFresh)],
  slots: 20,
});
const order = (items: readonly number[]) =>
  stage.run(stateOf(items)).then(({ shown }) =>
    shown.map((s) => s.candidate.item)
  );

test("rules() keeps the order when nothing is against it", async () => {
  expect(
    await rules({ items: [], slate: [], slots: 3 }).run(stateOf([5, 9, 2, 4]))
      .then(({ shown, pool }) => [
        shown.map((s) => s.candidate.item),
        pool.map((c) => c.item),
      ]),
  ).toEqual([[5, 9, 2], [4]]);
});

test("rules() breaks a third of a genre in a row by the best of another", async () => {
  expect(await order([3, 6, 9, 12, 1])).toEqual([3, 6, 1, 9, 12]);
});

test("rules() never shows what an item rule forbids, at any order of candidates", async () => {
  await fc.assert(fc.asyncProperty(permutation(), async (items) => {
    expect((await order(items)).every((item) => item % 7 !== 0)).toBe(true);
  }));
});

test("rules() keeps at most two of a genre in a row and a tenth fresh, at any order of candidates", async () => {
  await fc.assert(fc.asyncProperty(permutation(), async (items) => {
    const slate = await order(items);
    expect(slate.length).toBe(20);
    for (let at = 2; at < slate.length; at++) {
      expect(new Set(slate.slice(at - 2, at + 1).map(genreOf)).size)
        .toBeGreaterThan(1);
    }
    expect(slate.slice(0, 10).filter(isFresh).length).toBeGreaterThanOrEqual(1);
    expect(slate.filter(isFresh).length).toBeGreaterThanOrEqual(2);
  }));
});

test("rules() gives up slate rules before it leaves a slot empty", async () => {
  expect(await order([3, 6, 9, 12, 15])).toEqual([3, 6, 9, 12, 15]);
});

test("rules() of no allowed candidate is an empty slate", async () => {
  expect(await order([7, 14])).toEqual([]);
});

function permutation() {
  const items = Array.from({ length: 100 }, (_, item) => item);
  return fc.shuffledSubarray(items, { minLength: 100, maxLength: 100 });
}
