import { expect, test } from "vitest";
import { judgeWindow, rollUp } from "../../lib/monitor/mod.ts";
import { random } from "../../lib/math/mod.ts";
import { drawBinomial } from "../bench/draw_counts.ts";
import { drawWorld, type World } from "../bench/window_worlds.ts";
import golden from "../golden/reference_windows.json" with { type: "json" };
import { numbers, oneDay, values } from "./count_days.ts";

const world: World = {
  n: 20_000,
  columns: 8,
  variation: "location",
  rho: 3e-4,
  differing: true,
  season: 0.1,
};
const EDGES = Array.from({ length: 13 }, (_, k) => k);

test("judgeWindow() of one number equals the simulated algorithm's p-value", () => {
  for (const { n, counts, p } of golden.cases) {
    const days = counts.map((at, i) => oneDay(i, { x: numbers(n, EDGES, at) }));
    const { columns } = judgeWindow(days.slice(0, -1), days.at(-1)!, {
      robust: false,
    });
    const own = columns[0]!.pValue!;
    expect(p < 1e-4 ? Math.log(own) / Math.log(p) : own - p + 1)
      .toBeCloseTo(1, 6);
  }
});

test("judgeWindow() names the column that changed and no other", () => {
  const stream = random("judge window"), fault = { from: 28, nulls: 0.03 };
  const days = drawWorld(stream, 30, world, fault);
  const past = days.slice(0, 28);
  const found = judgeWindow(past, days[28]!);
  expect(found.verdict).toBe("fail");
  expect(
    found.columns.filter(({ verdict }) => verdict === "fail").map((each) => [
      each.column,
      each.axis,
    ]),
  ).toEqual([["number0", "missing"]]);
});

test("judgeWindow() of a reference day against the others is quiet", () => {
  const days = drawWorld(random("quiet"), 29, world);
  const { verdict, leastVisible } = judgeWindow(days.slice(0, 28), days[28]!);
  expect(verdict).toBe("pass");
  expect(leastVisible).toBeGreaterThan(0.02);
  expect(leastVisible).toBeLessThan(0.1);
});

test("judgeWindow() asks nothing of the order of columns, nor of the number of days since 1970", () => {
  const days = drawWorld(random("order"), 29, world, {
    from: 28,
    boolean: 0.5,
  });
  const turned = days.map((day) => ({
    ...day,
    from: day.from - 7 * 86_400_000 * 52,
    to: day.to - 7 * 86_400_000 * 52,
    columns: new Map([...day.columns].toReversed()),
  }));
  const p = (all: typeof days) =>
    Object.fromEntries(
      judgeWindow(all.slice(0, 28), all[28]!).columns.map((
        { column, pValue },
      ) => [column, pValue]),
    );
  const a = p(days), b = p(turned);
  for (const [name, value] of Object.entries(a)) {
    expect(b[name]).toBeCloseTo(value!, 9);
  }
});

test("judgeWindow() of a week sees a steady fault that a day does not", () => {
  const steady = drawWorld(
    random("week"),
    35,
    { ...world, rho: 1e-4 },
    { from: 28, boolean: 0.335 },
  );
  const past = steady.slice(0, 28);
  const of = (verdicts: ReturnType<typeof judgeWindow>) =>
    verdicts.columns.find(({ column }) => column === "boolean0")!;
  const day = of(judgeWindow(past, steady[28]!));
  const week = of(judgeWindow(past, steady.slice(28)));
  expect(day.verdict).not.toBe("fail");
  expect(week.verdict).toBe("fail");
  expect(week.n.current).toBe(rollUp(steady.slice(28)).rows);
});

test("judgeWindow() leaves an incident in the reference out, and names its day", () => {
  const days = coin(30, 0.3);
  const broken = days.map((day, i) =>
    i === 10 ? oneDay(i, { x: values(2000, { a: 1200, b: 800 }) }) : day
  );
  const robust = judgeWindow(broken.slice(0, 28), broken[29]!);
  expect(robust.notes).toEqual([
    "Left out of the reference as an incident: 2026-01-15T00:00 (x)",
  ]);
  expect(robust.columns[0]!.windows).toBe(27);
  const trusting = judgeWindow(broken.slice(0, 28), broken[29]!, {
    robust: false,
  });
  expect(trusting.columns[0]!.leastVisible)
    .toBeGreaterThan(2 * robust.columns[0]!.leastVisible!);
});

test("judgeWindow() under 8 windows takes them as one file and says so", () => {
  const days = coin(6, 0.3);
  const { notes, columns } = judgeWindow(days.slice(0, 5), days[5]!);
  expect(notes).toEqual([
    "Weekdays are not matched: the reference has 5 days, 14 are needed",
    "Natural variation is not known: 5 reference windows of 10000 rows, 8 of 200 are needed",
  ]);
  expect(columns[0]).toMatchObject({ verdict: "pass", phi: null });
});

test("judgeWindow() without a reference, without rows, with other keys: each has its reason", () => {
  const days = coin(10, 0.3), last = days[9]!;
  expect(judgeWindow([], last)).toMatchObject({
    verdict: "unknown",
    columns: [{ explanation: "x: no reference window has the column" }],
  });
  const empty = oneDay(10, { x: values(0, { a: 0, b: 0 }) });
  expect(judgeWindow(days, empty)).toMatchObject({
    verdict: "unknown",
    columns: [{ explanation: "x: there are no rows" }],
  });
  const other = oneDay(10, { x: values(9, { a: 4, c: 5 }) });
  expect(judgeWindow(days, other).columns[0]!.explanation)
    .toBe("x: the reference counted it by other keys");
  expect(judgeWindow(days, { ...last, columns: new Map() }))
    .toMatchObject({ verdict: "unknown", columns: [], leastVisible: null });
});

test("judgeWindow() names a column that follows time and does not judge it", () => {
  const edges = Array.from({ length: 12 }, (_, k) => k);
  const days = edges.map((at) =>
    oneDay(at, {
      counter: numbers(100, edges, edges.map((edge) => edge < at ? 0 : 100)),
      x: values(100, { a: 30, b: 70 }),
    })
  );
  const { notJudged, columns } = judgeWindow(days.slice(0, 11), days[11]!);
  expect([...notJudged]).toEqual([
    ["counter", "it follows time: each window has values of its own"],
  ]);
  expect(columns.map(({ column }) => column)).toEqual(["x"]);
});

test("judgeWindow() where too little can be seen is unknown, not a pass", () => {
  const days = coin(29, 0.3, 100);
  const { columns } = judgeWindow(days.slice(0, 28), days[28]!);
  expect(columns[0]!.verdict).toBe("unknown");
  expect(columns[0]!.leastVisible).toBeGreaterThan(0.1);
});

test("judgeWindow() of no window, or at no level, says what is needed", () => {
  expect(() => judgeWindow(coin(9, 0.3), [])).toThrow(
    "Cannot judge a window: there is none, one or more are needed",
  );
  expect(() => judgeWindow([], coin(1, 0.3), { level: 0 })).toThrow(
    'Cannot judge at level "0": more than 0 and less than 1 is needed',
  );
});

/** Days of a coin that varies by sampling alone. */
function coin(days: number, share: number, rows = 2000) {
  const stream = random(`coin ${days} ${share} ${rows}`);
  return Array.from({ length: days }, (_, i) => {
    const a = drawBinomial(stream, rows, share);
    return oneDay(i, { x: values(rows, { a, b: rows - a }) });
  });
}
