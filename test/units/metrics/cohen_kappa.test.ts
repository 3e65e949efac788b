import { expect, test } from "vitest";
import { cohenKappa } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "p", label: "y" };

test("cohenKappa() of agreement by chance alone is 0", async () => {
  const found = await ask(cohenKappa, roles, {
    current: [0, 0, 1, 1].map((y, i) => ({ p: i % 2, y })),
  });
  expect(found.value).toBeCloseTo(0, 14);
});

test("cohenKappa() equals scikit-learn, also of three classes", async () => {
  const found = await ask(
    cohenKappa,
    { prediction: "prediction", label: "y" },
    { current: fortyRows },
  );
  expect(found.value).toBeCloseTo(golden.classes.cohen_kappa, 12);
  expect(found.interval![0]).toBeLessThanOrEqual(found.value!);
  expect(found.interval![1]).toBeGreaterThanOrEqual(found.value!);
  const found1 = await ask(cohenKappa, { prediction: "said", label: "kind" }, {
    current: fortyRows,
  });
  expect(found1.value).toBeCloseTo(golden.classes.kappa_multi, 12);
});

test("cohenKappa() of one value on both sides is unknown", async () => {
  const found = await ask(cohenKappa, roles, { current: [{ p: 1, y: 1 }] });
  expect(found.unknown).toBe(
    "prediction and label have the same single value",
  );
});
