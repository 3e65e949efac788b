import { expect, test } from "vitest";
import { logLoss } from "../../../lib/units/mod.ts";
import golden from "../../golden/metrics.json" with { type: "json" };
import { ask } from "../ask.ts";
import { fortyRows } from "./rows.ts";

const roles = { score: "p", label: "y" };

test("logLoss() of a coin is ln 2, and saves nothing", async () => {
  const found = await ask(logLoss, roles, {
    current: [{ p: 0.5, y: 1 }, { p: 0.5, y: 0 }],
  });
  expect(found.value).toBeCloseTo(Math.LN2, 15);
  expect(found.effect).toBeCloseTo(0, 15);
});

test("logLoss() equals scikit-learn, its interval scipy's", async () => {
  const found = await ask(logLoss, roles, { current: fortyRows });
  expect(found.value).toBeCloseTo(golden.log_loss.value, 12);
  expect(found.interval![0]).toBeCloseTo(golden.log_loss.interval[0]!, 10);
  expect(found.interval![1]).toBeCloseTo(golden.log_loss.interval[1]!, 10);
});

test("logLoss() of a sure and wrong score is finite", async () => {
  const { value } = await ask(logLoss, roles, { current: [{ p: 0, y: 1 }] });
  expect(value).toBeCloseTo(36.0436533891171, 10);
});

test("logLoss() of scores that are no probabilities is unknown", async () => {
  const { unknown } = await ask(logLoss, roles, {
    current: [{ p: 1.5, y: 1 }],
  });
  expect(unknown).toBe(
    "1 scores are outside 0 to 1, probabilities are needed",
  );
});
