import { expect, test } from "vitest";
import { rawSql } from "../../../lib/table/mod.ts";
import {
  correctPrior,
  correctPriorSql,
} from "../../../lib/units/imbalance/mod.ts";
import { engine } from "../ask.ts";

test("correctPrior() gives back the real share for a score that says nothing", () => {
  expect(correctPrior(0.5, { learnt: 0.5, real: 0.002 })).toBeCloseTo(
    0.002,
    15,
  );
  expect(correctPrior(0.3, { learnt: 0.3, real: 0.01 })).toBeCloseTo(0.01, 15);
});

test("correctPrior() undoes itself, and leaves certainty alone", () => {
  const there = correctPrior(0.8, { learnt: 0.5, real: 0.05 });
  expect(correctPrior(there, { learnt: 0.05, real: 0.5 })).toBeCloseTo(0.8, 14);
  expect(correctPrior(0, { learnt: 0.5, real: 0.05 })).toBe(0);
  expect(correctPrior(1, { learnt: 0.5, real: 0.05 })).toBe(1);
  expect(correctPrior(NaN, { learnt: 0.5, real: 0.05 })).toBeNaN();
});

test("correctPrior() in SQL is the same", async () => {
  const priors = { learnt: 0.5, real: 0.02 };
  const [row] = await (await engine()).rows(
    rawSql(
      `select ${
        correctPriorSql(rawSql("s"), priors).text
      } p from (select 0.7e0 s)`,
    ),
  );
  expect(row!.p).toBeCloseTo(correctPrior(0.7, priors), 14);
});

test("correctPrior() refuses a share of 1", () => {
  expect(() => correctPrior(0.5, { learnt: 1, real: 0.1 })).toThrow(
    'Cannot correct a prior: "learnt" is 1, a share between 0 and 1 is needed',
  );
});
