import { expect, test } from "vitest";
import { accuracy } from "../../../lib/units/mod.ts";
import { ask } from "../ask.ts";

const roles = { prediction: "p", label: "y" };

test("accuracy() is the share of right rows, of any classes", async () => {
  const found = await ask(accuracy, roles, {
    current: [
      { p: "a", y: "a" },
      { p: "b", y: "a" },
      { p: "c", y: "c" },
      { p: null, y: "c" },
    ],
  });
  expect(found.value).toBeCloseTo(2 / 3, 15);
  // statsmodels 0.15.0 proportion_confint(2, 3, method="wilson")
  expect(found.interval![0]).toBeCloseTo(0.20765960080204776, 12);
  expect(found.interval![1]).toBeCloseTo(0.9385080552796037, 12);
});

test("accuracy() that no prediction earned says that it is useless", async () => {
  const current = Array.from({ length: 10_000 }, (_, i) => ({
    p: false,
    y: i === 0,
  }));
  const found = await ask(accuracy, roles, { current });
  expect(found.value).toBe(0.9999);
  expect(found.effect).toBe(0);
  expect(found.details!.explanation).toBe(
    'accuracy is 0.9999, useless: always saying "false" reaches 0.9999',
  );
});

test("accuracy() takes 1, 1.0 and true as one class beside a number", async () => {
  const { value } = await ask(accuracy, roles, {
    current: [{ p: true, y: 1 }, { p: false, y: 0 }],
    types: { y: "DOUBLE" },
  });
  expect(value).toBe(1);
});

test("accuracy() of no labelled row is unknown", async () => {
  const { unknown } = await ask(accuracy, roles, {
    current: [{ p: "a", y: null }],
    types: { y: "VARCHAR" },
  });
  expect(unknown).toBe("no row has both a label and a prediction");
});
