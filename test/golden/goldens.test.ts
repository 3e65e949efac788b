import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { close, EXACT, within } from "./close.ts";
import exceptions from "./exceptions.json" with { type: "json" };
import { driftStreams } from "./expectations/drift_streams.ts";
import { trecEval } from "./expectations/trec_eval.ts";
import { openFolder } from "./folder.ts";
import { exceptionFor, judgeGoldens, type Outcome } from "./judge_goldens.ts";

const sample = new URL("sample", import.meta.url).pathname;
const shared = new URL("../../../shared", import.meta.url).pathname;

function unmatched(outcomes: readonly Outcome[]): readonly Outcome[] {
  return outcomes.filter(({ fate }) =>
    fate === "differed" || fate === "missing"
  );
}

// Made by sample/make.py: the peers' own figures of random data with columns of odd names.
test(
  "units equal their peers on the sample, but for the exceptions",
  async () => {
    const outcomes = await judgeGoldens(openFolder(sample));
    expect(unmatched(outcomes)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(400);
    expect(outcomes.filter(({ fate }) => fate === "excepted").length)
      .toBeLessThan(10);
  },
  120_000,
);

test("a figure that is off differs, and a key that no rule knows is missing", async () => {
  const { goldens, ...folder } = openFolder(sample);
  const wanted = goldens.find(({ key }) => key === "energy/price")!;
  const outcomes = await judgeGoldens({
    ...folder,
    goldens: [
      wanted,
      { ...wanted, value: wanted.value as number * (1 + 1e-8) },
      { ...wanted, key: "energy/nothing" },
      { ...wanted, key: "entropy/price" },
      { ...wanted, key: "gbstats/ttest/y" },
    ],
  });
  expect(outcomes.map(({ fate }) => fate))
    .toEqual(["matched", "differed", "missing", "missing", "excepted"]);
  expect(outcomes[2]!.note).toContain('column "nothing" is missing');
});

test("close() needs lists of one length, all fields, and null for null", () => {
  expect(close([1, 2], [1, 2])).toBe(true);
  expect(close([1, 2, 3], [1, 2])).toBe(false);
  expect(close({ a: 1, b: 2 }, { a: 1 })).toBe(true);
  expect(close({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  expect(close(null, null)).toBe(true);
  expect(close(0, null)).toBe(false);
  expect(close(null, 0)).toBe(false);
  expect(close(NaN, 1)).toBe(false);
});

test("close() takes a field's own tolerance before the general one", () => {
  const ours = { p: [0.5004], x: 1 }, theirs = { p: [0.5], x: 1 };
  expect(close(ours, theirs)).toBe(false);
  expect(close(ours, theirs, EXACT, { p: within(0.001) })).toBe(true);
  expect(close({ ...ours, x: 1.0001 }, theirs, EXACT, { p: within(0.001) }))
    .toBe(false);
});

test("an exception stands for whole keys, and for missing values only where it says so", () => {
  const nulls = [{ pattern: "a/.*", reason: "..", onlyNull: true }];
  expect(exceptionFor({ key: "a/b", value: null }, nulls)).toBe(nulls[0]);
  expect(exceptionFor({ key: "a/b", value: 1 }, nulls)).toBeUndefined();
  expect(exceptionFor({ key: "xa/b", value: null }, nulls)).toBeUndefined();
  for (const { reason } of exceptions) {
    expect(reason.length).toBeGreaterThan(20);
  }
});

test.runIf(existsSync(`${shared}/goldens/goldens.json`))(
  "units equal their peers on the golden values, but for the exceptions",
  async () => {
    const outcomes = await judgeGoldens(openFolder(`${shared}/goldens`));
    expect(unmatched(outcomes)).toEqual([]);
    expect(outcomes.filter(({ fate }) => fate === "matched").length)
      .toBeGreaterThanOrEqual(493);
  },
  180_000,
);

test.runIf(existsSync(`${shared}/data/expectations`))(
  "peers' own tests of streams and search metrics hold, but for the exceptions",
  async () => {
    const folder = `${shared}/data/expectations`;
    const outcomes = [
      ...await driftStreams(folder),
      ...await trecEval(folder),
    ];
    expect(unmatched(outcomes)).toEqual([]);
    expect(outcomes.filter(({ fate }) => fate === "matched").length)
      .toBeGreaterThanOrEqual(85);
  },
  120_000,
);
