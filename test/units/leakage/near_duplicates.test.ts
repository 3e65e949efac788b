import { expect, test } from "vitest";
import { nearDuplicates } from "../../../lib/units/leakage/mod.ts";
import { ask, type Literal, rowsOf } from "../ask.ts";

type Rows = readonly Record<string, Literal>[];
const near = (current: Rows, reference: Rows, options = {}) =>
  ask(nearDuplicates, {}, { current, reference, options });

test("nearDuplicates() finds rows equal but for one column, rounding or spelling", async () => {
  const reference = rowsOf({
    name: ["Ada Lovelace", "Alan Turing", "Grace Hopper"],
    born: [1815, 1912, 1906],
    score: [0.1234567, 2.5, null],
    city: ["London", "London", "New York"],
  });
  const current = rowsOf({
    name: [" ada  LOVELACE", "Alan Turing", "Grace Hopper", "Alan Kay"],
    born: [1815, 1912, 1906, 1940],
    score: [0.12345671, 2.5, 4, 2.5],
    city: ["London", "Manchester", "Boston", "London"],
  });
  const { value, details } = await near(current, reference);
  expect(value).toBe(0.5);
  expect(details).toMatchObject({
    same: 1,
    butOne: 1,
    byColumn: { city: 1 },
    explanation:
      'Of 4 rows 1 stands in the reference but for rounding and spelling, 1 more but for one column, most often "city"',
  });
});

test("nearDuplicates() equals a plain loop over all pairs of rows", async () => {
  const side = (from: number) =>
    Array.from({ length: 120 }, (_, k) => {
      const i = from + k;
      return {
        a: (i * 7) % 5,
        b: (i * 11) % 7,
        c: "xyz"[(i * 3) % 3]!,
        d: (i * i) % 4,
        e: i % 9 === 0 ? null : (i * 13) % 3,
      };
    });
  const reference = side(0), current = side(1000);
  const differ = (a: object, b: object) =>
    Object.values(a).filter((x, i) => x !== Object.values(b)[i]).length;
  const least = current.map((row) =>
    Math.min(...reference.map((other) => differ(row, other)))
  );
  const { value, details } = await near(current, reference);
  expect(details!.same).toBe(least.filter((x) => x === 0).length);
  expect(details!.butOne).toBe(least.filter((x) => x === 1).length);
  expect(value).toBe(least.filter((x) => x <= 1).length / 120);
});

test("nearDuplicates() keeps whole numbers apart however long, and tells what it cannot", async () => {
  const rows = rowsOf({
    id: [1_000_001n, 2_000_002n],
    x: [1, 2],
    y: ["a", "b"],
  });
  const moved = rowsOf({ id: [1_000_002n], x: [1], y: ["b"] });
  expect((await near(moved, rows)).value).toBe(0);
  expect((await near(rows, rows)).value).toBe(1);
  expect((await near(rows, rows, { ignore: ["id"] })).unknown).toBe(
    "current and reference have 2 columns in common, at least 3 are needed to tell a near copy",
  );
});

test("nearDuplicates() looks at a repeatable sample of many rows", async () => {
  const rows = Array.from({ length: 500 }, (_, i) => ({
    a: i,
    b: i * 2,
    c: `n${i}`,
  }));
  const reference = rows.slice(0, 250);
  const { value, n } = await near(rows, reference, { maxRows: 100 });
  expect(n).toEqual({ current: 100 });
  expect(value).toBe(
    (await near(rows.toReversed(), reference, { maxRows: 100 })).value,
  );
});

test("nearDuplicates() refuses digits outside its range", async () => {
  await expect(near([{ a: 1 }], [{ a: 1 }], { digits: 0 })).rejects.toThrow(
    'Cannot use "digits" of "leakage/near_duplicates": it is 0, a whole number from 1 to 15 is needed',
  );
});
