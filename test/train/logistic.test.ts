import { expect, test } from "vitest";
import { logistic, scoreLogistic } from "../../lib/train/logistic.ts";
import golden from "../golden/train.json" with { type: "json" };

const data = {
  columns: ["a", "b", "c", "d"],
  values: Float32Array.from(golden.data.values),
  labels: Uint8Array.from(golden.data.labels),
};

test("logistic() equals scikit-learn", () => {
  const model = logistic(data, golden.logistic.options);
  model.weights.forEach((w, i) =>
    expect(Math.abs(w - golden.logistic.weights[i]!)).toBeLessThan(1e-8)
  );
  expect(Math.abs(model.intercept - golden.logistic.intercept)).toBeLessThan(
    1e-8,
  );
});

test("logistic() of a constant column gives the share of ones", () => {
  const half = {
    columns: ["x"],
    values: new Float32Array(4),
    labels: Uint8Array.of(1, 0, 0, 0),
  };
  const model = logistic(half);
  expect([...model.weights]).toEqual([0]);
  expect(scoreLogistic(model, Float32Array.of(9))[0]).toBeCloseTo(0.25, 9);
});

test("logistic() refuses what it cannot learn from", () => {
  const rows = { columns: ["x"], labels: Uint8Array.of(0, 1) };
  expect(() => logistic({ ...rows, values: Float32Array.of(1, NaN) })).toThrow(
    new RangeError(
      'Cannot train "logistic" on column "x": row 1 is NaN, a finite number is needed',
    ),
  );
  expect(() => logistic({ ...rows, values: Float32Array.of(1) })).toThrow(
    new TypeError(
      'Cannot train on "values": it has 1 numbers, 2 labels and 1 columns need 2',
    ),
  );
  expect(() =>
    logistic({
      columns: ["x"],
      values: Float32Array.of(1),
      labels: Uint8Array.of(1),
    })
  ).toThrow(
    new RangeError(
      'Cannot train on "labels": 1 of 1 are 1, both classes are needed',
    ),
  );
  expect(() =>
    logistic({
      columns: ["x"],
      values: Float32Array.of(1),
      labels: Uint8Array.of(7),
    })
  ).toThrow(
    new RangeError('Cannot train on label "7": 0 or 1 is needed'),
  );
  expect(() =>
    logistic({ ...rows, values: Float32Array.of(0, 1) }, { regularisation: 0 })
  ).toThrow(RangeError);
});
