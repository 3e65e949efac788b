import { expect, test } from "vitest";
import { boostTrees, crossFit, random } from "../../lib/math/mod.ts";

const stream = random("trees");
const x = Array.from({ length: 1000 }, () => stream.uniform());
const noise = x.map(() => stream.normal(0, 0.1));

test("boostTrees() learns a step", () => {
  const y = x.map((v, i) => (v > 0.5 ? 1 : 0) + noise[i]!);
  const model = boostTrees([x], y);
  expect(model.at([[0.2]], 0)).toBeCloseTo(0, 1);
  expect(model.at([[0.8]], 0)).toBeCloseTo(1, 1);
});

test("boostTrees() sends what is missing its own way", () => {
  const holes = x.map((v) => v < 0.3 ? NaN : v);
  const model = boostTrees([holes], x.map((v) => v < 0.3 ? 5 : 0));
  expect(model.at([[NaN]], 0)).toBeGreaterThan(4.5);
  expect(model.at([[0.9]], 0)).toBeLessThan(0.5);
});

test("boostTrees() with logistic loss gives the log-odds of a share", () => {
  const y = x.map((_, i) => i % 4 === 0 ? 1 : 0);
  const model = boostTrees([x.map(() => 1)], y, { loss: "logistic" });
  expect(model.at([[1]], 0)).toBeCloseTo(Math.log(1 / 3), 6);
});

test("crossFit() of noise explains nothing of the other half", () => {
  const judge = crossFit(
    [x, x.map((v) => `c${Math.floor(v * 500)}`)],
    noise,
    () => true,
  );
  const left = noise.reduce(
    (s, y, i) => s + (y - judge(i % 2 ? 0 : 1, i)) ** 2,
    0,
  );
  const before = noise.reduce((s, y) => s + y * y, 0);
  expect(left / before).toBeGreaterThan(0.98);
});
