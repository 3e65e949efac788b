import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import {
  gbdt,
  logistic,
  scoreGbdt,
  scoreLogistic,
  toOnnx,
} from "../../lib/train/mod.ts";

const r = random("parity");
const columns = ["a", "b", "c"];
const values = Float32Array.from(
  { length: 3 * 2000 },
  (_, k) => k % 3 === 2 ? r.integer(5) : r.normal(),
);
const labels = Uint8Array.from(
  { length: 2000 },
  (_, i) => values[3 * i]! * values[3 * i + 2]! > r.normal() ? 1 : 0,
);

async function run(bytes: Uint8Array, rows: Float32Array) {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
  const features = new Tensor("float32", rows, [rows.length / 3, 3]);
  return (await session.run({ features })).score!;
}

test("toOnnx() of a gbdt scores as in training to 1e-5, missing values too", async () => {
  const holes = values.map((value, k) => k % 7 === 0 ? NaN : value);
  const model = gbdt({ columns, values: holes, labels });
  const score = await run(toOnnx(model, "ranker"), holes);
  expect(score.dims).toEqual([2000, 1]);
  const expected = scoreGbdt(model, holes);
  expect(
    Math.max(...expected.map((p, i) => Math.abs(p - Number(score.data[i])))),
  ).toBeLessThan(1e-5);
});

test("toOnnx() of a logistic regression scores as in training to 1e-5", async () => {
  const model = logistic({ columns, values, labels });
  const score = await run(toOnnx(model, "ranker"), values);
  const expected = scoreLogistic(model, values);
  expect(
    Math.max(...expected.map((p, i) => Math.abs(p - Number(score.data[i])))),
  ).toBeLessThan(1e-5);
});

test("toOnnx() of the same model gives the same bytes", () => {
  const model = gbdt({ columns, values, labels }, { trees: 3 });
  expect(toOnnx(model, "ranker")).toEqual(
    toOnnx(gbdt({ columns, values, labels }, { trees: 3 }), "ranker"),
  );
});
