import { expect, test } from "vitest";
import { missingCategoryShare } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const c = (...parts: [string, number][]) =>
  rowsOf({ c: parts.flatMap(([value, rows]) => Array(rows).fill(value)) });

test("missingCategoryShare() of a value that is gone is its share in the reference", async () => {
  const { value, details } = await ask(missingCategoryShare, { column: "c" }, {
    reference: c(["a", 60], ["b", 40]),
    current: c(["a", 100]),
  });
  expect(value).toBe(0.4);
  expect(details!.evidence).toEqual({ values: { b: 40 } });
});

test("missingCategoryShare()'s p-value is the hypergeometric one", async () => {
  // four rows of b among 300, all in the reference's 200: 200/300 * 199/299 * 198/298 * 197/297
  const { pValue } = await ask(missingCategoryShare, { column: "c" }, {
    reference: c(["a", 196], ["b", 4]),
    current: c(["a", 100]),
  });
  expect(pValue).toBeCloseTo(
    200 * 199 * 198 * 197 / (300 * 299 * 298 * 297),
    12,
  );
});

test("missingCategoryShare() of rare values that a small file lacks is nothing", async () => {
  const rare = Array.from(
    { length: 50 },
    (_, i): [string, number] => [`v${i}`, 1],
  );
  const { value, effect, pValue } = await ask(missingCategoryShare, {
    column: "c",
  }, {
    reference: c(["a", 950], ...rare),
    current: c(["a", 50]),
  });
  expect(value).toBe(0.05);
  expect(effect).toBeLessThan(0.005);
  expect(pValue).toBeGreaterThan(0.05);
});

test("missingCategoryShare() of equal columns is 0 with p-value 1, of an empty side undefined", async () => {
  const same = await ask(missingCategoryShare, { column: "c" }, {
    reference: c(["a", 2]),
    current: c(["a", 3]),
  });
  expect([same.value, same.pValue, same.effect]).toEqual([0, 1, 0]);
  const none = await ask(missingCategoryShare, { column: "c" }, {
    reference: c(["a", 2]),
    current: rowsOf({ c: [null] }),
    types: { c: "VARCHAR" },
  });
  expect(none.unknown).toBe("too little data");
});
