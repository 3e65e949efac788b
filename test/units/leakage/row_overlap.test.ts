import { expect, test } from "vitest";
import { atMost, check } from "../../../lib/check/mod.ts";
import { rowOverlap } from "../../../lib/units/leakage/mod.ts";
import { ask, rowsOf } from "../ask.ts";

test("rowOverlap() is the share of current rows that the reference has too", async () => {
  const answer = await ask(rowOverlap, {}, {
    reference: rowsOf({ a: [1, 2, null], b: ["x", "y", null] }),
    current: rowsOf({ a: [1, 1, 2, null], b: ["x", "x", "z", null] }),
  });
  expect(answer).toMatchObject({
    value: 0.75,
    details: { rows: 3, distinct: 2 },
  });
});

test("rowOverlap() compares what both sides have, numbers by value", async () => {
  const answer = await ask(rowOverlap, {}, {
    reference: rowsOf({ id: [7], a: [1n], only: ["r"] }),
    current: rowsOf({ id: [9], a: [1], extra: [true] }),
    options: { ignore: ["id"] },
  });
  expect(answer.value).toBe(1);
});

test("rowOverlap() without common columns, rows or a reference is unknown", async () => {
  const asked = async (
    current: ReturnType<typeof rowsOf>,
    reference?: ReturnType<typeof rowsOf>,
  ) =>
    (await ask(rowOverlap, {}, {
      current,
      reference,
      ...(current.length ? {} : { types: { a: "DOUBLE" } }),
    })).unknown;
  expect(await asked([{ a: 1 }], [{ b: 1 }])).toBe(
    "current and reference have no column in common",
  );
  expect(await asked([], [{ a: 1 }])).toBe(
    "the current table has no rows",
  );
  expect(await asked([{ a: 1 }])).toBe("no reference was given");
});

test("rowOverlap() of a sample of keys is right within its error", async () => {
  const numbers = (from: number, to: number) =>
    rowsOf({ x: Array.from({ length: to - from }, (_, i) => from + i) });
  const answer = await ask(rowOverlap, {}, {
    reference: numbers(0, 3000),
    current: numbers(2000, 6000),
    options: { exactRows: 1000 },
  });
  expect(answer.details!.sampledOneKeyIn).toBe(4);
  expect(Math.abs(answer.value! - 0.25)).toBeLessThan(2 * answer.error!);
});

test("rowOverlap() refuses an option of another type", () => {
  expect(() =>
    check(rowOverlap, {}, atMost(0), { options: { ignore: "id" as never } })
  ).toThrow(
    'Cannot use option "ignore" of "leakage/row_overlap": it is "id", a list is needed',
  );
});
