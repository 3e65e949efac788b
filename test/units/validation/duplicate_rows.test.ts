import { expect, test } from "vitest";
import { atMost, check } from "../../../lib/check/mod.ts";
import { duplicateRows } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

test("duplicateRows() is the share of rows that repeat another, nulls alike", async () => {
  const answer = await ask(duplicateRows, {}, {
    current: rowsOf({
      a: [1, 1, 1, 2, null, null],
      b: ["x", "x", "x", "x", null, null],
    }),
  });
  expect(answer).toMatchObject({
    value: 0.5,
    details: { repeats: 3, groups: 2, most: 3 },
  });
});

test("duplicateRows() looks at all columns, not only at those that differ most", async () => {
  const n = 50, same = new Array<number>(n).fill(1);
  const answer = await ask(duplicateRows, {}, {
    current: rowsOf({
      a: same,
      b: same,
      c: same,
      d: same,
      e: same.map((_, i) => `row ${i}`),
    }),
  });
  expect(answer.value).toBe(0);
});

test("duplicateRows() leaves out ignored columns", async () => {
  const current = rowsOf({ id: [1, 2, 3], x: [5, 5, 6] });
  const asked = (ignore: readonly string[]) =>
    ask(duplicateRows, {}, { current, options: { ignore } });
  expect((await asked([])).value).toBe(0);
  expect((await asked(["id"])).value).toBeCloseTo(1 / 3, 15);
});

test("duplicateRows() of a sample of keys is right within its error", async () => {
  const x = Array.from({ length: 4000 }, (_, i) => i % 3000);
  const answer = await ask(duplicateRows, {}, {
    current: rowsOf({ x }),
    options: { exactRows: 1000 },
  });
  expect(answer.details!.sampledOneKeyIn).toBe(4);
  expect(Math.abs(answer.value! - 0.25)).toBeLessThan(2 * answer.error!);
});

test("duplicateRows() of rows in rising order looks at all of them and finds none", async () => {
  const asked = (t: readonly number[]) =>
    ask(duplicateRows, {}, {
      current: rowsOf({ a: t.map(() => "same"), t }),
      options: { exactRows: 1000 },
    });
  const rising = Array.from({ length: 4000 }, (_, i) => i / 7);
  expect(await asked(rising)).toMatchObject({
    value: 0,
    n: { current: 4000 },
  });
  const twice = rising.flatMap((x) => [x, x]);
  const answer = await asked(twice);
  expect(answer.details!.sampledOneKeyIn).toBe(8);
  expect(answer.value!).toBeCloseTo(0.5, 1);
});

test("duplicateRows() of an empty table is unknown", async () => {
  expect(
    (await ask(duplicateRows, {}, { current: [], types: { x: "DOUBLE" } }))
      .unknown,
  ).toBe("too little data");
});

test("duplicateRows() refuses to look at no row", () => {
  expect(() =>
    check(duplicateRows, {}, atMost(0), { options: { exactRows: 0 } })
  )
    .toThrow(
      'Cannot use "exactRows" of "validation/duplicate_rows": it is 0, at least 1 is needed',
    );
});
