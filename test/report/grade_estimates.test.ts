import { afterAll, expect, test } from "vitest";
import { anything, check, type Result, run } from "../../lib/check/mod.ts";
import { random } from "../../lib/math/mod.ts";
import { estimateLog, read } from "../../lib/native/mod.ts";
import {
  type Estimate,
  estimateOf,
  estimateRecords,
  gradeEstimates,
} from "../../lib/report/mod.ts";
import { accuracy, cbpe, rocAuc } from "../../lib/units/mod.ts";

const folder = Deno.makeTempDirSync();
afterAll(() => Deno.removeSync(folder, { recursive: true }));
const roles = { score: "s", prediction: "p", label: "y" };
const ask = check(cbpe, roles, anything, { options: { metric: "accuracy" } });

function rows(n: number, seed: number) {
  const next = random(seed);
  return Array.from({ length: n }, () => {
    const s = next.uniform();
    return { s, p: s > 0.5 ? 1 : 0, y: next.uniform() < s ? 1 : 0 };
  });
}

function day(i: number) {
  const at = (d: number) => new Date(Date.UTC(2026, 0, d)).toISOString();
  return { from: at(i), to: at(i + 1) };
}

const estimate: Estimate = {
  check: "estimation/cbpe(score=s)",
  id: "estimation/cbpe",
  metric: "metrics/roc_auc",
  columns: roles,
  options: { metric: "roc_auc" },
  slice: null,
  window: day(1),
  value: 0.8,
  interval: [0.7, 0.9],
  n: { reference: 500, current: 100 },
  madeAt: "2026-01-02T00:00:00.000Z",
  labels: 500,
  labelAgeSeconds: 86400,
  calibrationHolds: true,
  reason: null,
};

function came(value: number, over: Partial<Result> = {}): Result {
  return {
    id: "metrics/roc_auc",
    columns: { score: "s", label: "y" },
    slice: null,
    window: day(1),
    value,
    n: { reference: null, current: 100 },
    ...over,
  } as Result;
}

test("estimates are stored, read again and graded by the windows' labels", async () => {
  const reference = await read(rows(2000, 1));
  const log = estimateLog(`${folder}/estimates.ndjson`);
  const realised: Result[] = [];
  for (let i = 1; i <= 12; i++) {
    const window = day(i), all = rows(400, 10 + i);
    const early = await read(all.map(({ s, p }) => ({ s, p })));
    const { results: [found] } = await run([ask], {
      reference,
      current: early,
      window,
    });
    await log.append([estimateOf(ask, found!, new Date(window.to))]);
    const late = await run([
      check(accuracy, { prediction: "p", label: "y" }, anything),
    ], { current: await read(all), window });
    realised.push(...late.results);
  }
  const grades = gradeEstimates(await log.all(), realised);
  expect(grades.length).toBe(12);
  for (const [i, grade] of grades.entries()) {
    expect(grade.realised).toBe(realised[i]!.value);
    expect(grade.error).toBe(grade.value! - grade.realised!);
    expect(grade).toMatchObject({ labels: 2000, calibrationHolds: true });
  }
  const [record] = estimateRecords(grades);
  expect(record).toMatchObject({ windows: 12, graded: 12 });
  // intervals of 95 %: fewer than 9 of 12 has probability 0.002
  expect(record!.covered).toBeGreaterThanOrEqual(9);
  expect(record!.meanAbsoluteError).toBeLessThan(0.05);
  const table = await read(`${folder}/estimates.ndjson`);
  expect(table.columns.map(({ name }) => name)).toContain("labelAgeSeconds");
});

test("gradeEstimates() says whether the interval held what came", () => {
  const [held] = gradeEstimates([estimate], [came(0.9)]);
  expect(held).toMatchObject({ realised: 0.9, realisedN: 100, covered: true });
  expect(held!.error).toBeCloseTo(-0.1, 14);
  const [missed] = gradeEstimates([estimate], [came(0.901)]);
  expect(missed!.covered).toBe(false);
});

test("gradeEstimates() joins by metric, instants, slice and shared columns only", () => {
  const others = [
    came(1, { id: "metrics/accuracy" }),
    came(1, { window: day(2) }),
    came(1, { slice: { device: "tv" } }),
    came(1, { columns: { score: "t", label: "y" } }),
  ];
  expect(gradeEstimates([estimate], others)[0]).toMatchObject({
    realised: null,
    covered: null,
    error: null,
  });
  const window = { from: "2026-01-01", to: "2026-01-02T00:00Z" };
  expect(gradeEstimates([estimate], [...others, came(0.8, { window })])[0])
    .toMatchObject({ realised: 0.8, covered: true });
});

test("gradeEstimates() takes the realised value on most rows: labels that came late", () => {
  const first = came(0.5, { n: { reference: null, current: 10 } });
  const [grade] = gradeEstimates([estimate], [first, came(0.8), first]);
  expect(grade!.realised).toBe(0.8);
});

test("estimateRecords() counts a window once, by its first estimate", () => {
  const second = {
    ...estimate,
    value: 0.5,
    interval: [0.4, 0.6] as const,
    madeAt: "2026-01-09T00:00:00.000Z",
  };
  const open = { ...estimate, window: day(2) };
  const grades = gradeEstimates([second, estimate, open], [came(0.82)]);
  const [record, ...rest] = estimateRecords(grades);
  expect(rest).toEqual([]);
  expect(record).toMatchObject({
    windows: 2,
    graded: 1,
    covered: 1,
    coverage: 1,
  });
  expect(record!.interval![0]).toBeCloseTo(0.206549, 6);
  expect(record!.explanation).toBe(
    "roc auc: 1 of 1 intervals held what came (100 %), the estimate was 0.02 too low on the mean",
  );
});

test("estimateRecords() of nothing is empty, of ungraded windows unknown", () => {
  expect(estimateRecords([])).toEqual([]);
  expect(estimateRecords(gradeEstimates([estimate], []))[0]).toMatchObject({
    coverage: null,
    interval: null,
    explanation: "roc auc: none of 1 windows has its labels yet",
  });
});

test("estimateOf() keeps an estimate that could not be made, with its reason", async () => {
  const { results: [found] } = await run([ask], {
    reference: await read(rows(20, 1)),
    current: await read(rows(20, 2)),
    window: day(1),
  });
  expect(estimateOf(ask, found!, new Date(0))).toMatchObject({
    metric: "metrics/accuracy",
    value: null,
    reason: expect.stringMatching(/^at least 30 labels of each class/),
  });
});

test("estimateOf() refuses what could never be graded", async () => {
  const auc = check(rocAuc, { score: "s", label: "y" }, anything);
  const { results: [metric, expected] } = await run([auc, ask], {
    reference: await read(rows(50, 1)),
    current: await read(rows(50, 2)),
  });
  expect(() => estimateOf(auc, metric!, new Date(0))).toThrow(
    'Cannot keep "metrics/roc_auc(score=s, label=y)" as an estimate: it estimates no metric, a unit of estimation is needed',
  );
  expect(() => estimateOf(ask, expected!, new Date(0))).toThrow(
    'Cannot keep "estimation/cbpe(score=s, prediction=p, label=y, metric=accuracy)" as an estimate: it has no window, run it with "window" to grade it later',
  );
});
