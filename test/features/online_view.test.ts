import { expect, test } from "vitest";
import { dailyCounts, onlineView } from "../../lib/features/mod.ts";

const day = 86_400_000, start = Date.UTC(2026, 0, 1);
const outcome = (
  ts: number,
  entity: string,
  item: number,
  clicked: boolean,
  watched: boolean,
) => ({ kind: "outcome", ts, entity, item, clicked, watched }) as const;

test("dailyCounts() equals a plain loop over the events, at any order of days", () => {
  const counts = dailyCounts([7, 28]);
  const events: { key: number; at: number; count: number }[] = [];
  let today = 20_000, random = 7;
  for (let step = 0; step < 3000; step++) {
    random = (random * 48271) % 2147483647;
    const key = random % 300, count = 1 + random % 3;
    if (random % 50 === 0) today += random % 997 === 0 ? 40 : 1;
    const at = today - random % 35;
    counts.advance(today);
    counts.add(key, at, count);
    events.push({ key, at, count });
    if (step % 500 !== 499) continue;
    for (const window of [7, 28]) {
      const over = counts.over(window);
      const within = events.filter((event) => event.at > today - window);
      const sum = (rows: typeof events) =>
        rows.reduce((total, event) => total + event.count, 0);
      expect(over.total()).toBe(sum(within));
      for (let one = 0; one < 300; one += 17) {
        expect(over.sum(one)).toBe(
          sum(within.filter((event) => event.key === one)),
        );
      }
    }
  }
});

test("dailyCounts() refuses a window that it does not keep", () => {
  expect(() => dailyCounts([7, 28]).over(14)).toThrow(
    'Cannot sum over "14" days: the windows are 7, 28',
  );
});

test("a click rate is drawn to the mean of all by the smoothing", () => {
  const view = onlineView({ groupOf: () => "drama", smoothing: 10 });
  view.addExposures(1, start, 30);
  view.addExposures(2, start, 70);
  for (let n = 0; n < 5; n++) {
    view.observe(outcome(start, "u1", 1, true, false));
  }
  expect(view.ctr7d(1)).toBeCloseTo((5 + 10 * 0.05) / 40, 12);
  expect(view.ctr7d(2)).toBeCloseTo(0.5 / 80, 12);
  expect(view.ctr7d(3)).toBeCloseTo(0.05, 12);
});

test("watches leave the week after 7 days, the month after 28, and are seen for ever", () => {
  const view = onlineView({
    groupOf: (item) => item === 1 ? "drama" : "comedy",
    items: [1, 2],
  });
  view.observe(outcome(start, "u1", 1, true, true));
  expect([view.watches7d(1), view.watches28d(1)]).toEqual([1, 1]);
  view.advance(start + 6 * day);
  expect(view.watches7d(1)).toBe(1);
  view.advance(start + 7 * day);
  expect([view.watches7d(1), view.watches28d(1)]).toEqual([0, 1]);
  view.advance(start + 28 * day);
  expect([view.watches28d(1), view.seen("u1").has(1), view.seen("u2").has(1)])
    .toEqual([
      0,
      true,
      false,
    ]);
  expect(view.groupShare("u1")("drama")).toBeCloseTo((1 + 1.5) / 4, 12);
  expect(view.groupShare("nobody")("drama")).toBeCloseTo(0.5, 12);
});

test("popularity is a log share that sums to 1 over the items", () => {
  const view = onlineView({ groupOf: () => "drama", items: [1, 2, 3] });
  for (const entity of ["a", "b", "c"]) {
    view.observe(outcome(start, entity, 2, true, true));
  }
  const shares = [1, 2, 3].map((item) => Math.exp(view.popularity7d(item)));
  expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  expect(view.popular(2)).toEqual([2, 1]);
});

test("a late outcome counts on the day it happened", () => {
  const view = onlineView({ groupOf: () => "drama" });
  view.advance(start + 8 * day);
  view.observe(outcome(start, "u1", 1, true, true));
  expect([view.watches7d(1), view.watches28d(1), view.seen("u1").has(1)])
    .toEqual([
      0,
      1,
      true,
    ]);
});

test("recent() is newest first and holds 20", () => {
  const view = onlineView({ groupOf: () => "drama" });
  for (let item = 0; item < 25; item++) {
    view.observe(outcome(start + item, "u1", item, true, true));
  }
  expect(view.recent("u1")).toEqual(
    Array.from({ length: 20 }, (_, n) => 24 - n),
  );
});
