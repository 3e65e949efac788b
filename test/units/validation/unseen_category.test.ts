import { expect, test } from "vitest";
import { newShareTest } from "../../../lib/math/mod.ts";
import { unseenCategory } from "../../../lib/units/validation/mod.ts";
import { random } from "../../../lib/math/mod.ts";
import golden from "../../golden/validation.json" with { type: "json" };
import { ask, rowsOf } from "../ask.ts";

const repeat = (value: string, n: number) => new Array<string>(n).fill(value);

test("unseenCategory() is the share of rows with values the reference lacks", async () => {
  const answer = await ask(unseenCategory, { column: "c" }, {
    reference: rowsOf({ c: ["a", "b", "b", null] }),
    current: rowsOf({ c: ["a", "c", "d", "d", null] }),
  });
  expect(answer.value).toBe(0.75);
  expect(answer.details).toMatchObject({
    rows: 3,
    values: 2,
    evidence: { values: { d: 2, c: 1 } },
    explanation: '3 of 4 rows of c hold 2 values the reference lacks: "d", "c"',
  });
});

test("one row with a new category in 1,000 is nothing, thirty are", async () => {
  const asked = async (n: number) =>
    (await ask(unseenCategory, { column: "c" }, {
      reference: rowsOf({ c: repeat("a", 1000) }),
      current: rowsOf({ c: [...repeat("a", 1000 - n), ...repeat("new", n)] }),
    })).pValue!;
  expect(await asked(1)).toBeCloseTo(0.5, 12);
  expect(await asked(30)).toBeLessThan(1e-9);
});

test("newShareTest() of one value equals the hypergeometric law", () => {
  const { pValue, expected } = newShareTest([4, 296], 200, 100, 4);
  expect(pValue).toBeCloseTo(golden.oneNewValue["4"], 12);
  expect(expected).toBeCloseTo(4 * golden.oneNewValue["4"], 12);
});

test("newShareTest() is rarely small when nothing changed", () => {
  const draw = random(7);
  let alarms = 0;
  for (let run = 0; run < 400; run++) {
    const side = () => Array.from({ length: 200 }, () => draw.zipf(1000, 1.2));
    const a = side(), b = side(), known = new Set(a);
    const counts = new Map<number, number>();
    for (const v of [...a, ...b]) counts.set(v, (counts.get(v) ?? 0) + 1);
    const rows = b.filter((v) => !known.has(v)).length;
    if (newShareTest([...counts.values()], 200, 200, rows).pValue < 0.05) {
      alarms++;
    }
  }
  expect(alarms / 400).toBeLessThan(0.06);
});

test("newShareTest() bounds a far tail instead of calling it 0", () => {
  const { pValue } = newShareTest([3000, 7000], 5000, 5000, 3000);
  expect(pValue).toBeGreaterThanOrEqual(0);
  expect(pValue).toBeLessThan(1e-100);
  expect(newShareTest([30, 30, 940], 500, 500, 60).pValue).toBeGreaterThan(0);
});

test("unseenCategory() of an empty side is unknown", async () => {
  const types = { c: "VARCHAR" };
  expect(
    (await ask(unseenCategory, { column: "c" }, {
      reference: [],
      current: [{ c: "a" }],
      types,
    })).unknown,
  ).toBe("too little data");
});

test("unseenCategory() of a number of many values on a grid is unknown", async () => {
  const rows = rowsOf({ c: Array.from({ length: 500 }, (_, i) => i / 7) });
  expect(
    (await ask(unseenCategory, { column: "c" }, {
      reference: rows,
      current: rows,
      exact: false,
    })).unknown,
  ).toBe(
    'values of "c" are not counted one by one, it is a number of many values',
  );
});
