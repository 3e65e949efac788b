import { expect, test } from "vitest";
import { episodesOf } from "../../lib/monitor/mod.ts";

const span = (from: number, to: number) => ({ from, to });

test("episodesOf() joins what overlaps or lies near, in any order", () => {
  expect(episodesOf([span(9, 10), span(1, 3), span(2, 4), span(6, 7)], 2))
    .toEqual([span(1, 10)]);
  expect(episodesOf([span(9, 10), span(1, 3), span(2, 4), span(6, 7)], 1))
    .toEqual([span(1, 4), span(6, 7), span(9, 10)]);
});

test("episodesOf() of nothing is none", () => {
  expect(episodesOf([], 5)).toEqual([]);
});
