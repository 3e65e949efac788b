import { expect, test } from "vitest";
import { confusion } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { prediction: "p", label: "y" };

test("confusion() counts rows off the diagonal and keeps the table", async () => {
  const found = await ask(confusion, roles, {
    current: [
      ...Array(12).fill({ p: 1, y: 1 }),
      ...Array(4).fill({ p: 0, y: 1 }),
      ...Array(6).fill({ p: 1, y: 0 }),
      ...Array(3).fill({ p: 0, y: 0 }),
    ],
  });
  expect(found.value).toBe(10);
  expect(found.details).toMatchObject({
    classes: ["0", "1"],
    confusion: [[3, 6], [4, 12]],
    flat: [3, 6, 4, 12],
  });
});

test("confusion() without a pair of label and prediction is unknown", async () => {
  const found = await ask(confusion, roles, {
    current: [{ p: null, y: 1 }],
    types: { p: "DOUBLE" },
  });
  expect(found.unknown).toBe(
    "no row has both a label and a prediction",
  );
});

test("confusion() equals scikit-learn for three classes", async () => {
  const { details } = await ask(confusion, {
    prediction: "said",
    label: "kind",
  }, { current: fortyRows });
  expect(details!.flat).toEqual(golden.confusion);
});
