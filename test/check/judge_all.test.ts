import { expect, test } from "vitest";
import {
  check,
  detector,
  judgeAll,
  unchangedAmong,
  unknown,
} from "../../lib/check/mod.ts";

const unit = detector({
  id: "drift/some",
  unit: "ratio",
  better: "lower",
  needs: ["column"],
  defaults: {},
  compare: () => undefined,
});
const side = { name: "t", rows: 9, columns: new Map(), notes: [], files: [] };
const profiles = { reference: side, current: side };
const condition = unchangedAmong(0.05);
const ask = (column: string, weight?: number) =>
  check(unit, { column }, condition, weight ? { weight } : {});

test("judgeAll() shares a family's level by the checks' weights", () => {
  const answer = { value: 0.1, pValue: 0.02 };
  const verdicts = (weights: readonly number[]) =>
    judgeAll(
      weights.map((weight, i) => ask(`c${i}`, weight)),
      weights.map(() => answer),
      profiles,
    ).map(({ verdict, pValue }) => [verdict, pValue]);
  expect(verdicts([1, 1, 1])).toEqual([0, 1, 2].map(() => ["pass", 0.06]));
  // 0.02 / 0.5 is 0.04 for the first; what it frees falls to the others
  expect(verdicts([0.5, 0.25, 0.25])).toEqual([
    ["fail", 0.04],
    ["fail", 0.04],
    ["fail", 0.04],
  ]);
});

test("judgeAll() leaves unknown checks out of the family", () => {
  const found = judgeAll(
    [ask("a"), ask("b")],
    [{ value: 0.1, pValue: 0.03 }, unknown("no rows")],
    profiles,
  );
  expect(found.map(({ verdict }) => verdict)).toEqual(["fail", "unknown"]);
  expect(found[0]!.details).toMatchObject({ ownPValue: 0.03, family: 1 });
});

test("a pass says what it could see at the level left to it, and what could see too little is unknown", () => {
  const answer = (change: number) => ({
    value: 0,
    pValue: 0.9,
    leastVisible: (level: number) => ({ change: change - level, rows: 5000 }),
    details: { explanation: "b: nothing" },
  });
  const [a, b, c] = judgeAll(
    [ask("a"), ask("b"), ask("c")],
    [{ value: 1, pValue: 0 }, answer(0.085), answer(0.2)],
    profiles,
  );
  expect(a!.verdict).toBe("fail");
  expect(b).toMatchObject({
    verdict: "pass",
    explanation: "b: nothing; a change of 6 points would have been seen",
  });
  expect(b!.details.leastVisible).toBeCloseTo(0.06, 12);
  expect(c).toMatchObject({
    verdict: "unknown",
    explanation:
      "b: nothing; only a change of 18 points would have been seen, 5,000 rows a side are needed to see 10",
    details: { rowsNeeded: 5000 },
  });
});
