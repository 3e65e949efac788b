import { expect, test } from "vitest";
import {
  atLeastShare,
  atMostInRow,
  explore,
  rules,
  type Stage,
} from "../../lib/scoring/mod.ts";
import { seeded, stateOf } from "./world.ts";

const genreOf = (item: number) => "abcd"[(item * 7) % 4];
const items = Array.from({ length: 30 }, (_, item) => item);
const runs = 20_000;

/** Counts how often each item stands in each slot, and keeps the propensity that was logged for it. */
async function simulate(
  shape: Stage,
  share: number,
  candidates: readonly number[],
) {
  const random = seeded(11), stage = explore(share);
  const start = await shape.run(stateOf(candidates, random));
  const cells = new Map<
    string,
    { count: number; propensity: number; slot: number }
  >();
  let explored = 0, slots = 0, twice = 0, unequal = 0;
  for (let run = 0; run < runs; run++) {
    const { shown } = await stage.run(start);
    twice += shown.length - new Set(shown.map((s) => s.candidate.item)).size;
    shown.forEach(({ candidate, propensity, explored: drawn }, slot) => {
      const key = `${slot}/${candidate.item}`;
      const cell = cells.get(key) ?? { count: 0, propensity, slot };
      unequal += propensity === cell.propensity ? 0 : 1;
      cells.set(key, { ...cell, count: cell.count + 1 });
      explored += drawn ? 1 : 0;
      slots++;
    });
  }
  expect([twice, unequal]).toEqual([0, 0]);
  return { cells: [...cells.values()], explored: explored / slots };
}

// Five standard errors of a binomial share: over some 300 cells a false failure is rarer than 1 in 5,000 seeds.
function expectLaw(
  cells: readonly { count: number; propensity: number; slot: number }[],
) {
  for (const { count, propensity } of cells) {
    const error = Math.sqrt(propensity * (1 - propensity) / runs);
    expect(Math.abs(count / runs - propensity)).toBeLessThanOrEqual(
      5 * error + 1e-12,
    );
  }
  const bySlot = Map.groupBy(cells, ({ slot }) => slot);
  for (const slot of bySlot.values()) {
    expect(slot.reduce((sum, { propensity }) => sum + propensity, 0))
      .toBeCloseTo(1, 9);
  }
}

test("logged propensities are the frequencies, one explored slot a slate", async () => {
  const shape = rules({
    items: [],
    slate: [atMostInRow(2, genreOf)],
    slots: 20,
  });
  const { cells, explored } = await simulate(shape, 0.05, items);
  expectLaw(cells);
  expect(explored).toBeCloseTo(0.05, 10);
});

test("logged propensities are the frequencies when explored slots compete for a tiny pool", async () => {
  const fresh = atLeastShare("fresh", 0.25, (item) => item % 5 === 0);
  const shape = rules({
    items: [],
    slate: [atMostInRow(2, genreOf), fresh],
    slots: 12,
  });
  const { cells } = await simulate(shape, 0.27, items.slice(0, 16));
  expectLaw(cells);
});

test("the rules hold for an explored slate too", async () => {
  const random = seeded(5), stage = explore(0.3);
  const shape = rules({
    items: [],
    slate: [atMostInRow(2, genreOf)],
    slots: 20,
  });
  const start = await shape.run(stateOf(items, random));
  for (let run = 0; run < 2000; run++) {
    const genres = (await stage.run(start)).shown.map(({ candidate }) =>
      genreOf(candidate.item)
    );
    for (let at = 2; at < genres.length; at++) {
      expect(new Set(genres.slice(at - 2, at + 1)).size).toBeGreaterThan(1);
    }
  }
});

test("explore() of an empty pool keeps the slate with propensity 1", async () => {
  const start = await rules({ items: [], slate: [], slots: 20 }).run(
    stateOf([1, 2, 3]),
  );
  expect((await explore(0.2).run(start)).shown).toEqual(start.shown);
});

test("explore() refuses a share whose slots would see each other", () => {
  expect(() => explore(0.5)).toThrow(
    'Cannot explore "0.5" of the slots: the share must lie between 0 and 1/3',
  );
});
