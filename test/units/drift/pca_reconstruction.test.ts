import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { random } from "../../../lib/math/mod.ts";
import { pcaReconstruction } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";
import { expected, sampleRows } from "./golden.ts";

const features = { features: ["x", "y", "z"] };

test("pcaReconstruction() equals sklearn's PCA(0.65) of scaled columns", async () => {
  const found = await ask(pcaReconstruction, features, sampleRows);
  expect(found.details!.reference).toBeCloseTo(
    expected.pca_reconstruction.reference,
    10,
  );
  expect(found.details!.current).toBeCloseTo(
    expected.pca_reconstruction.current,
    10,
  );
  expect(found.details!.components).toBe(
    expected.pca_reconstruction.components,
  );
});

test("pcaReconstruction() of twenty columns of noise finds nothing in its twin", async () => {
  const names = Array.from({ length: 20 }, (_, k) => `c${k}`);
  const side = (seed: string) => {
    const draw = random(seed);
    return rowsOf(Object.fromEntries(
      names.map((name) => [
        name,
        Array.from({ length: 400 }, () => draw.normal()),
      ]),
    ));
  };
  const found = await ask(pcaReconstruction, { features: names }, {
    reference: side("then"),
    current: side("now"),
  });
  expect(found.pValue).toBeGreaterThan(0.05);
  // Components fit the rows that made them better than any others.
  const { reference, current } = found.details as Record<string, number>;
  expect(current! - reference!).toBeGreaterThan(3 * found.value!);
});

test("pcaReconstruction() of equal rows is 0 with p-value 1", async () => {
  const { reference } = sampleRows;
  const same = await ask(pcaReconstruction, features, {
    reference,
    current: reference,
  });
  expect([same.value, same.pValue, same.effect]).toEqual([0, 1, 0]);
});

test("pcaReconstruction() takes categories and missing values", async () => {
  const rows = rowsOf({
    x: Array.from({ length: 40 }, (_, i) => i % 7 ? i : null),
    y: Array.from({ length: 40 }, (_, i) => i * i),
    z: Array.from({ length: 40 }, (_, i) => i % 3 ? "a" : "b"),
  });
  const { value } = await ask(pcaReconstruction, features, {
    reference: rows,
    current: rows,
  });
  expect(value).toBe(0);
});

test("pcaReconstruction() needs two features that vary", async () => {
  const rows = rowsOf({
    x: Array.from({ length: 30 }, (_, i) => i),
    y: Array(30).fill(1),
    z: Array(30).fill("a"),
  });
  const { unknown } = await ask(pcaReconstruction, features, {
    reference: rows,
    current: rows,
  });
  expect(unknown).toBe(
    "reconstruction needs 20 rows a side and two features that vary, found 30 and 30 rows and 1 features",
  );
});

test("pcaReconstruction() refuses a share above 1", () => {
  expect(() =>
    check(pcaReconstruction, features, anything, { options: { explained: 2 } })
  ).toThrow(
    'Cannot use "explained" of "drift/pca_reconstruction": it is 2, a share between 0 and 1 is needed',
  );
});
