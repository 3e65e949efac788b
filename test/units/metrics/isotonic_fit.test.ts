import { expect, test } from "vitest";
import { isotonicFit } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { score: "p", label: "y" };

test("isotonicFit() pools what falls", async () => {
  const found = await ask(isotonicFit, roles, {
    current: [{ p: 1, y: 1 }, { p: 2, y: 3 }, { p: 3, y: 2 }],
    options: { grid: [0, 1.5, 3] },
  });
  expect(found.value).toBeCloseTo(1 / 6, 14);
  expect(found.details!.fitted).toEqual([1, 1.75, 2.5]);
});

test("isotonicFit() equals scikit-learn", async () => {
  const found = await ask(isotonicFit, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.isotonic.left, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("isotonicFit() without rows is unknown", async () => {
  const found = await ask(isotonicFit, roles, {
    current: [{ p: 1, y: null }],
    types: { y: "DOUBLE" },
  });
  expect(found.unknown).toBe(
    "no row has both a score and a label",
  );
});

test("isotonicFit() tells scikit-learn's thresholds and fitted values", async () => {
  const { details } = await ask(isotonicFit, roles, {
    current: fortyRows,
    options: { grid: [0, 0.25, 0.5, 0.75, 1] },
  });
  expect(details!.thresholds).toBe(golden.isotonic.thresholds);
  (details!.fitted as number[]).forEach((x, i) =>
    expect(x).toBeCloseTo(golden.isotonic.fitted[i]!, 12)
  );
});
