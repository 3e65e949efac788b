import { expect, test } from "vitest";
import { hinge } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { score: "margin", label: "y" };

test("hinge() is 0 beyond the margin and grows on the wrong side", async () => {
  const found = await ask(hinge, roles, {
    current: [{ margin: 2, y: 1 }, { margin: 1, y: 0 }],
  });
  expect(found.value).toBeCloseTo(1, 14);
});

test("hinge() equals scikit-learn", async () => {
  const found = await ask(hinge, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.hinge, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
});

test("hinge() without labels is unknown", async () => {
  const found = await ask(hinge, roles, {
    current: [{ margin: 1, y: null }],
    types: { y: "DOUBLE" },
  });
  expect(found.unknown).toBe(
    "no row has both a score and a 0/1 label",
  );
});
