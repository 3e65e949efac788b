import { expect, test } from "vitest";
import { check, equalTo } from "../../../lib/check/mod.ts";
import { constantColumn } from "../../../lib/units/validation/mod.ts";
import { ask, rowsOf } from "../ask.ts";

test("constantColumn() is 1 when all values are one, missing ones aside", async () => {
  const answer = await ask(constantColumn, { column: "x" }, {
    current: rowsOf({ x: [7, 7, null, NaN] }),
  });
  expect(answer.value).toBe(1);
  expect(answer.details!.explanation).toBe("x holds one value only: 7");
});

test("constantColumn() tells the share of the most frequent value", async () => {
  const answer = await ask(constantColumn, { column: "c" }, {
    current: rowsOf({ c: ["a", "b", "a", null] }),
  });
  expect(answer).toMatchObject({
    value: 0,
    details: { mostFrequent: "a", count: 2, share: 2 / 3, distinct: 2 },
  });
});

test("constantColumn() on a grid says how much a cell may hide", async () => {
  const x = Array.from({ length: 4000 }, (_, i) => i % 2 ? 0 : i / 7);
  const { details } = await ask(constantColumn, { column: "x" }, {
    current: rowsOf({ x }),
    exact: false,
  });
  const share = details!.share as number, hidden = details!.hidden as number;
  expect(share + (hidden ?? 0)).toBeGreaterThanOrEqual(0.5);
});

test("constantColumn() without a value is unknown", async () => {
  expect(
    (await ask(constantColumn, { column: "x" }, {
      current: rowsOf({ x: [null, NaN] }),
    })).unknown,
  ).toBe("too little data");
});

test("constantColumn() needs a column", () => {
  expect(() => check(constantColumn, {} as never, equalTo(0))).toThrow(
    'Cannot ask "validation/constant_column": role "column" is missing, needed are "column"',
  );
});
