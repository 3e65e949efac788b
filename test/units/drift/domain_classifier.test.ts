import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { random } from "../../../lib/math/mod.ts";
import { domainClassifier } from "../../../lib/units/drift/mod.ts";
import { ask, rowsOf } from "../ask.ts";

const features = { features: ["x", "y", "c"] };

/** Rows in which y follows x (or not), each alone standard normal. */
function world(seed: number, rows: number, together: number) {
  const draw = random(seed);
  const x = Array.from({ length: rows }, () => draw.normal());
  return rowsOf({
    x,
    y: x.map((v) =>
      together * v + Math.sqrt(1 - together ** 2) * draw.normal()
    ),
    c: x.map(() => draw.choice(["a", "b"])),
  });
}

test("domainClassifier() of separate columns is 1 and names the column", async () => {
  const reference = world(1, 200, 0);
  const current = world(2, 200, 0).map((row) => ({ ...row, c: "new" }));
  const { value, details, pValue } = await ask(domainClassifier, features, {
    reference,
    current,
  });
  expect(value).toBe(1);
  expect(pValue).toBeLessThan(1e-12);
  expect(
    (details!.features as { feature: string; share: number }[])[0]!.feature,
  ).toBe("c");
});

test("domainClassifier() finds columns that stopped moving together", async () => {
  const { value, pValue } = await ask(domainClassifier, features, {
    reference: world(3, 1000, 0.9),
    current: world(4, 1000, 0),
  });
  expect(value).toBeGreaterThan(0.7);
  expect(pValue).toBeLessThan(1e-9);
});

test("domainClassifier() of equal worlds is about 1/2", async () => {
  const { value, pValue } = await ask(domainClassifier, features, {
    reference: world(5, 600, 0.5),
    current: world(6, 600, 0.5),
  });
  expect(Math.abs(value! - 0.5)).toBeLessThan(0.06);
  expect(pValue).toBeGreaterThan(0.01);
});

test("domainClassifier() of few rows is unknown", async () => {
  const { unknown } = await ask(domainClassifier, features, {
    reference: world(7, 99, 0),
    current: world(8, 100, 0),
  });
  expect(unknown).toBe("a classifier needs 100 rows a side, found 99 and 100");
});

test("domainClassifier() refuses options out of range", () => {
  expect(() =>
    check(domainClassifier, features, anything, { options: { trees: 0 } })
  ).toThrow(
    'Cannot use "trees" of "drift/domain_classifier": it is 0, a whole number from 1 is needed',
  );
});
