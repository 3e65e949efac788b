import { expect, test } from "vitest";
import { scan, singleValue } from "../../lib/profile/mod.ts";
import { tableOf } from "../units/ask.ts";

test("singleValue() finds 0 and 1 in the cells of a grid, and none where a cell holds several", async () => {
  const table = await tableOf(
    Array.from({ length: 300 }, (_, i) => ({ x: i % 100 ? 0 : 1, y: i / 3e4 })),
  );
  const grid = { from: -0.1, width: 1 / 128, cells: 253, log: false };
  const { columns } = await scan(table, {
    columns: ["x", "y"].map((name) => ({
      name,
      kind: "cells" as const,
      grid,
      centre: 0.01,
    })),
  }, 300);
  const { numbers } = columns.get("x")!;
  expect([0, 1].map((i) => singleValue(numbers!, i))).toEqual([0, 1]);
  expect(singleValue(columns.get("y")!.numbers!, 0)).toBeUndefined();
});
