import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { random } from "../../../lib/math/mod.ts";
import { embeddingDrift } from "../../../lib/units/drift/mod.ts";
import golden from "../../golden/drift_many.json" with { type: "json" };
import { ask, rowsOf } from "../ask.ts";

const roles = { features: ["x", "y"] };
const both = {
  reference: rowsOf(golden.numbers.reference),
  current: rowsOf(golden.numbers.current),
};
const cloud = (x: number, y: number, rows = 100) => {
  const draw = random(`${x} ${y}`);
  return rowsOf({
    x: Array.from({ length: rows }, () => draw.normal(x, 0.1)),
    y: Array.from({ length: rows }, () => draw.normal(y, 0.1)),
  });
};

test("embeddingDrift() of a right angle is 1", async () => {
  const { value, pValue, details } = await ask(embeddingDrift, roles, {
    reference: cloud(1, 0),
    current: cloud(0, 1),
  });
  expect(value).toBeCloseTo(1, 1);
  expect(pValue).toBeLessThan(1e-12);
  expect(details!.meanDistance).toBeCloseTo(Math.SQRT2, 1);
});

test("embeddingDrift() equals numpy's cosine and mmd, its p-value 20,000 permutations", async () => {
  const { cosine, mmd, permutationP } = golden.expected.embedding;
  const features = ["x", "y", "z"];
  const found = await ask(embeddingDrift, { features }, both);
  expect(found.value).toBeCloseTo(cosine, 12);
  expect(found.details!.mmd).toBeCloseTo(mmd, 12);
  // The null is asymptotic, the permutations have an error of their own: a quarter of the figure.
  expect(found.pValue! / permutationP).toBeGreaterThan(0.75);
  expect(found.pValue! / permutationP).toBeLessThan(1.25);
  const options = { method: "mmd" };
  expect((await ask(embeddingDrift, { features }, { ...both, options })).value)
    .toBeCloseTo(mmd, 12);
});

test("embeddingDrift() by a classifier is an AUC", async () => {
  const found = await ask(embeddingDrift, roles, {
    reference: cloud(1, 0, 300),
    current: cloud(1.1, 0, 300),
    options: { method: "domain_classifier" },
  });
  // One standard deviation apart: AUC 0.76; the trees may lose some.
  expect(found.value).toBeGreaterThan(0.68);
  expect(found.value).toBeLessThan(0.82);
  expect(found.pValue).toBeLessThan(1e-9);
});

test("embeddingDrift() of the same vectors is 0 with p-value 1", async () => {
  const same = cloud(1, 1);
  const found = await ask(embeddingDrift, roles, {
    reference: same,
    current: same,
  });
  expect(found.value).toBeCloseTo(0, 12);
  expect(found.pValue).toBe(1);
});

test("embeddingDrift() without a direction or with few vectors is unknown", async () => {
  const found = await ask(embeddingDrift, roles, {
    reference: cloud(0, 0),
    current: cloud(0, 0),
  });
  expect(found.unknown).toBe(
    'a mean vector is as short as chance makes it, so its direction says nothing; ask "mmd" instead',
  );
  const few = await ask(embeddingDrift, roles, {
    reference: cloud(1, 0),
    current: rowsOf({ x: [1, null, NaN], y: [1, 2, 3] }),
  });
  expect(few.unknown)
    .toBe("embeddings need 20 whole vectors a side, found 100 and 1");
});

test("embeddingDrift() refuses an unknown method", () => {
  expect(() =>
    check(embeddingDrift, roles, anything, { options: { method: "l2" } })
  )
    .toThrow(
      'Cannot use "method" of "drift/embedding_drift": it is "l2", one of "cosine", "mmd", "domain_classifier" is needed',
    );
});
