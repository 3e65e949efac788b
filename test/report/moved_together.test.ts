import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import type { ShownRows } from "../../lib/report/look_closer.ts";
import { movedTogether } from "../../lib/report/moved_together.ts";
import type { Cell } from "../../lib/table/mod.ts";

const missing = (name: string) => ({
  name,
  rows: {
    words: "missing values",
    before: 0,
    after: 0.2,
    outcome: { text: "" },
    includes: (value: Cell) => value === null,
  },
});

function sample(columns: Readonly<Record<string, readonly Cell[]>>): ShownRows {
  const lists = new Map(Object.entries(columns));
  return { rows: [...lists.values()][0]!.length, columns: lists };
}

const next = random(2);
const n = 1000;
const full = () => Array.from({ length: n }, () => next.normal());
const lost = Array.from({ length: n }, () => next.uniform() < 0.2);
const other = Array.from({ length: n }, () => next.uniform() < 0.2);
const without = (gone: readonly boolean[]) =>
  full().map((x, i) => gone[i] ? null : x);

test("columns that are missing in the same rows are one group, others stay alone", () => {
  const reference = sample({ a: full(), b: full(), c: full() });
  const current = sample({
    a: without(lost),
    b: without(other),
    c: without(lost),
  });
  expect(
    movedTogether(
      [missing("a"), missing("b"), missing("c")],
      reference,
      current,
    ),
  )
    .toEqual([["a", "c"], ["b"]]);
});

test("columns whose values go together on both sides are one group, on one side alone not", () => {
  const x = full(), y = full();
  const reference = sample({
    x,
    double: x.map((v) => 2 * v + 1),
    apart: full(),
  });
  const current = sample({ x: y, double: y.map((v) => 60 * v ** 3), apart: y });
  expect(
    movedTogether(
      [missing("x"), missing("double"), missing("apart")],
      reference,
      current,
    ),
  )
    .toEqual([["x", "double"], ["apart"]]);
});

test("a column that the samples lack, and constants, stay alone", () => {
  const flat = Array.from({ length: n }, () => 1);
  const both = sample({ a: flat, b: flat });
  expect(
    movedTogether([missing("a"), missing("b"), missing("gone")], both, both),
  )
    .toEqual([["a"], ["b"], ["gone"]]);
});
