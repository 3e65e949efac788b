import { expect, test } from "vitest";
import { rocAuc } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { score: "s", label: "y" };

test("rocAuc() is the share of pairs in the right order, ties half", async () => {
  const current = [
    { s: 0.9, y: 1 },
    { s: 0.5, y: 0 },
    { s: 0.5, y: 1 },
    { s: 0.1, y: 0 },
  ];
  const { value } = await ask(rocAuc, roles, { current });
  expect(value).toBe(3.5 / 4);
});

test("rocAuc() and DeLong's interval equal scikit-learn and numpy", async () => {
  const found = await ask(rocAuc, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.roc_auc.value, 12);
  expect(found.interval![0]).toBeCloseTo(golden.roc_auc.interval[0]!, 12);
  expect(found.interval![1]).toBeCloseTo(golden.roc_auc.interval[1]!, 12);
});

test("rocAuc() leaves out NaN, infinities and null", async () => {
  const current = [
    ...fortyRows,
    { s: NaN, y: 1 },
    { s: Infinity, y: 0 },
    { s: null, y: 1 },
    { s: 1, y: null },
  ];
  const found = await ask(rocAuc, roles, { current });
  expect(found.n!.current).toBe(40);
  expect(found.value).toBeCloseTo(golden.roc_auc.value, 12);
});

test("rocAuc() of one class is unknown", async () => {
  const { unknown } = await ask(rocAuc, roles, { current: [{ s: 1, y: 1 }] });
  expect(unknown).toBe(
    "AUC needs both classes, found 1 positive and 0 negative rows with a score; name the positive class if the label is not 0 or 1",
  );
});

test("rocAuc() of a few rows fully in order has no point for an interval", async () => {
  const current = [{ s: 2, y: 1 }, { s: 1, y: 0 }];
  const found = await ask(rocAuc, roles, { current });
  expect(found.value).toBe(1);
  expect(found.interval![0]).toBeLessThan(0.3);
});
