import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { association } from "../../../lib/units/validation/mod.ts";
import golden from "../../golden/validation.json" with { type: "json" };
import { ask, rowsOf } from "../ask.ts";

const counts = [[10, 3, 7], [2, 9, 4]];
const cells = counts.flatMap((row, i) =>
  row.flatMap((n, j) => Array.from({ length: n }, () => [i, j] as const))
);

test("association() equals scipy's, with its p-value", async () => {
  const answer = await ask(association, { column: "a", other: "b" }, {
    current: rowsOf({
      a: cells.map(([i]) => `a${i}`),
      b: cells.map(([, j]) => j),
    }),
  });
  expect(answer.value).toBeCloseTo(golden.association, 12);
  expect(answer.pValue).toBeCloseTo(golden.associationP, 12);
});

test("association() is 1 for a copy and 0 for a constant", async () => {
  const asked = async (b: string[]) =>
    (await ask(association, { column: "a", other: "b" }, {
      current: rowsOf({ a: ["x", "y", "z", "x"], b }),
    })).value;
  expect(await asked(["1", "2", "3", "1"])).toBe(1);
  expect(await asked(["1", "1", "1", "1"])).toBe(0);
});

test("association() without complete rows is unknown", async () => {
  expect(
    (await ask(association, { column: "a", other: "b" }, {
      current: rowsOf({ a: [1, null], b: [null, 2] }),
    })).unknown,
  ).toBe("too little data");
});

test("association() refuses half a bin", () => {
  expect(() =>
    check(association, { column: "a", other: "b" }, anything, {
      options: { bins: 2.5 },
    })
  ).toThrow(
    'Cannot use "bins" of "validation/association": it is 2.5, a whole number from 0 is needed',
  );
});
