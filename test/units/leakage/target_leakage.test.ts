import { expect, test } from "vitest";
import { atMost, check } from "../../../lib/check/mod.ts";
import { random } from "../../../lib/math/mod.ts";
import { informationShare } from "../../../lib/units/leakage/information.ts";
import { noLeak, targetLeakage } from "../../../lib/units/leakage/mod.ts";
import golden from "../../golden/leakage.json" with { type: "json" };
import { ask, rowsOf } from "../ask.ts";

const draw = random("leak"), n = 2000;
const signal = Array.from({ length: n }, () => draw.normal());
const other = Array.from({ length: n }, () => draw.normal());
const y = signal.map((s, i) => Number(2 * s + other[i]! + draw.normal() > 1.5));
const current = rowsOf({
  signal,
  other,
  noise: signal.map(() => draw.normal()),
  copy: y.map((v) => v ? "paid" : "open"),
  paidAt: y.map((v, i) => v ? 1000 + i : null),
  y,
});
const asked = (column: string, options = {}) =>
  ask(targetLeakage, { column, label: "y" }, { current, options });

test("targetLeakage() of a copy is 1, of noise about 0", async () => {
  const copy = await asked("copy");
  expect(copy.value).toBe(1);
  expect(copy.details!.information).toBeGreaterThan(0.99);
  expect((await asked("noise")).value).toBeLessThan(0.1);
});

test("targetLeakage() says when being present alone predicts", async () => {
  const { value, details } = await asked("paidAt");
  expect(value).toBe(1);
  expect(details!.presence).toBe(1);
  expect(details!.explanation).toMatch(
    "that it is present or missing already gives 1.00",
  );
});

test("targetLeakage() of one signal is its AUC on unseen rows", async () => {
  const { value, interval } = await ask(targetLeakage, {
    column: "signal",
    label: "y",
  }, { current: current.map(({ signal, y }) => ({ signal, y: y! })) });
  const pairs = signal.flatMap((a, i) =>
    y[i] ? signal.flatMap((b, j) => y[j] ? [] : [Number(a > b)]) : []
  );
  const auc = pairs.reduce((s, x) => s + x, 0) / pairs.length;
  expect(value).toBeGreaterThan(2 * auc - 1 - 0.05);
  expect(interval![0]).toBeLessThan(2 * auc - 1);
  expect(interval![1]).toBeGreaterThan(2 * auc - 1);
});

test("noLeak() fails what gives nearly all, or surely more than all others", () => {
  const holds = (value: number, low: number, others: number | null) =>
    noLeak().holds({ value, interval: [low, 1], details: { others } });
  expect(holds(0.97, 0.96, 0.99)).toBe(false);
  expect(holds(0.63, 0.59, 0.52)).toBe(false);
  expect(holds(0.63, 0.59, 0.6)).toBe(true);
  expect(holds(0.53, 0.51, 0.3)).toBe(true);
  expect(holds(0.9, 0.89, null)).toBe(true);
});

test("targetLeakage() of a number label is R squared", async () => {
  const rows = current.map((_, i) => ({
    x: signal[i]!,
    z: other[i]!,
    label: 3 * signal[i]! + other[i]!,
  }));
  const { value } = await ask(targetLeakage, { column: "x", label: "label" }, {
    current: rows,
  });
  expect(value).toBeGreaterThan(0.85);
  expect(value).toBeLessThan(0.92);
});

test("informationShare() equals scikit-learn's, and takes off what chance gives", () => {
  const y = Array.from({ length: 60 }, (_, i) => i % 3 === 0);
  const x = Array.from(y, (_, i) => "abcde"[(i * i + Math.floor(i / 7)) % 5]!);
  expect(informationShare(y, x, false)).toBeCloseTo(
    golden.informationShare,
    12,
  );
  expect(informationShare(y, x)).toBeLessThan(golden.informationShare);
});

test("targetLeakage() with few rows of a class is unknown", async () => {
  const rows = rowsOf({
    x: Array.from({ length: 200 }, (_, i) => i),
    y: Array.from({ length: 200 }, (_, i) => i < 7 ? 1 : 0),
  });
  const roles = { column: "x", label: "y" };
  expect((await ask(targetLeakage, roles, { current: rows })).unknown).toBe(
    'label "y" is "1" in 7 of the 200 rows looked at, at least 10 of both sides are needed',
  );
  expect(
    (await ask(targetLeakage, roles, {
      current: rowsOf({ x: [1, 2], y: [null, null] }),
    })).unknown,
  ).toBe('label "y" holds no value in the 2 rows looked at');
});

test("targetLeakage() refuses a score above 1", () => {
  expect(() =>
    check(targetLeakage, { column: "x", label: "y" }, atMost(1), {
      options: { strong: 2 },
    })
  ).toThrow(
    'Cannot use "strong" of "leakage/target_leakage": it is 2, a score from 0 to 1 is needed',
  );
});

test("targetLeakage() finds the leak of a label of which 0.5 % are positive", async () => {
  const draw = random("fraud");
  const label = Array.from(
    { length: 40_000 },
    (_, i) => Number(i % 200 === 7),
  );
  const rows = rowsOf({
    chargeback: label.map((y, i) => y ? 100 + i : null),
    hint: label.map((y) => y * 1.5 + draw.normal()),
    noise: label.map(() => draw.normal()),
    label,
  });
  const found = await Promise.all(
    ["chargeback", "hint", "noise"].map((column) =>
      ask(targetLeakage, { column, label: "label" }, { current: rows })
    ),
  );
  expect(found[0]!.value).toBe(1);
  expect(found[0]!.details!.presence).toBeCloseTo(1, 12);
  // A shift of 1.5 standard deviations is an AUC of 0.856, less what 100 positives cannot teach.
  expect(found[1]!.value).toBeLessThan(0.75);
  expect(found[1]!.value).toBeGreaterThan(0.6);
  expect(found[2]!.interval![0]).toBeLessThan(0.1);
});
