import { expect, test } from "vitest";
import { stageRecall } from "../../../lib/units/mod.ts";
import { ask } from "../ask.ts";

const roles = { columns: ["a", "b"], label: "y" };

test("stageRecall() follows the relevant items through all stages", async () => {
  const found = await ask(stageRecall, roles, {
    current: Array.from(
      { length: 20 },
      (_, i) => ({ a: i < 15, b: i < 6 || i > 15, y: 1 }),
    ),
  });
  expect(found.value).toBeCloseTo(6 / 20, 14);
  expect(found.details!.stages).toMatchObject([{ stage: "a", passed: 15 }, {
    stage: "b",
    passed: 6,
    own: 6 / 15,
  }]);
});

test("stageRecall() of fewer than ten relevant items is unknown", async () => {
  const found = await ask(stageRecall, roles, {
    current: [{ a: true, b: true, y: 1 }],
  });
  expect(found.unknown).toBe(
    "recall needs at least 10 relevant items, found 1",
  );
});
