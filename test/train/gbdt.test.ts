import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import { gbdt, scoreGbdt } from "../../lib/train/gbdt.ts";
import golden from "../golden/train.json" with { type: "json" };

const data = {
  columns: ["a", "b", "c", "d"],
  values: Float32Array.from(golden.data.values),
  labels: Uint8Array.from(golden.data.labels),
};

test("gbdt() equals scikit-learn's histogram trees", () => {
  const scores = scoreGbdt(gbdt(data, golden.gbdt.options), data.values);
  // scikit-learn sums gradients in float32
  scores.forEach((score, row) =>
    expect(Math.abs(score - golden.gbdt.scores[row]!)).toBeLessThan(1e-5)
  );
});

test("gbdt() of one split gives each side its Newton step", () => {
  const values = Float32Array.of(1, 1, 1, 1, 2, 2, 2, 2);
  const labels = Uint8Array.of(0, 0, 0, 1, 1, 1, 1, 0);
  const options = { trees: 1, leaves: 2, learningRate: 1, leafRows: 1 };
  const { base, trees } = gbdt({ columns: ["x"], values, labels }, options);
  expect(base).toBe(0);
  // left: gradient 4 x 0.5 - 1 = 1, hessian 4 x 0.25 = 1
  expect(trees[0]!.nodes.map(({ value }) => value)).toEqual([0, -1, 1]);
  expect(trees[0]!.nodes[0]!.threshold).toBe(1.5);
});

test("gbdt() sends missing values to the left and can split them off", () => {
  const values = Float32Array.from({ length: 60 }, (_, i) => i < 30 ? NaN : i);
  const labels = Uint8Array.from(
    { length: 60 },
    (_, i) => i < 30 ? 1 : i % 3 === 0 ? 1 : 0,
  );
  const model = gbdt({ columns: ["x"], values, labels }, { trees: 10 });
  const [missing, present] = scoreGbdt(model, Float32Array.of(NaN, 40));
  expect(missing).toBeGreaterThan(0.7);
  expect(present).toBeLessThan(0.5);
});

test("gbdt() cuts a column of many values into quantiles and repeats", () => {
  const r = random("wide");
  const values = Float32Array.from({ length: 6000 }, () => r.normal());
  const labels = Uint8Array.from(
    { length: 3000 },
    (_, i) => values[2 * i]! + r.normal() > 0 ? 1 : 0,
  );
  const train = { columns: ["x", "noise"], values, labels };
  const model = gbdt(train, { trees: 20 });
  expect(gbdt(train, { trees: 20 })).toEqual(model);
  const [low, high] = scoreGbdt(model, Float32Array.of(-2, 0, 2, 0));
  expect(low).toBeLessThan(0.15);
  expect(high).toBeGreaterThan(0.85);
});
