import { expect, test } from "vitest";
import { weakSlices } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import { random } from "../../../lib/math/mod.ts";
import { ask } from "../ask.ts";

const roles = { features: ["kind", "x"], prediction: "p", label: "y" };

function world(seed: number, weak: number) {
  const stream = random(seed);
  return Array.from({ length: 3000 }, (_, i) => {
    const kind = stream.choice(["a", "b", "c"]), x = stream.uniform();
    const wrong = stream.uniform() <
      0.1 + (kind === "a" && x > 0.75 ? weak : 0);
    return { i, kind, x, p: 1, y: wrong ? 0 : 1 };
  });
}

test("weakSlices() finds the planted slice of two features", async () => {
  const found = await ask(weakSlices, roles, {
    current: world(1, 0.5),
    rowId: "i",
  });
  const [first] = found.details!.slices as { slice: string; loss: number }[];
  expect(first!.slice).toMatch(/^kind = a and x 0\.7\d* to 0\.99/);
  expect(first!.loss).toBeCloseTo(0.6, 0);
  expect(found.pValue).toBeLessThan(1e-6);
});

test("weakSlices() of a model that is equally good everywhere is rarely sure", async () => {
  let sure = 0;
  for (let seed = 0; seed < 20; seed++) {
    const found = await ask(weakSlices, roles, {
      current: world(seed, 0),
      rowId: "i",
    });
    if (found.unknown === undefined && found.pValue! < 0.05) sure++;
  }
  // 5 % of 20 is 1; more than 4 has probability 0.003
  expect(sure).toBeLessThanOrEqual(4);
});

test("weakSlices() does not depend on the order of rows", async () => {
  const rows = world(3, 0.3);
  const a = await ask(weakSlices, roles, { current: rows, rowId: "i" });
  const b = await ask(weakSlices, roles, {
    current: rows.reverse(),
    rowId: "i",
  });
  expect(b.details!.slices).toEqual(a.details!.slices);
});

test("weakSlices() of few rows is unknown", async () => {
  const { unknown } = await ask(weakSlices, roles, {
    current: [{ kind: "a", x: 1, p: 1, y: null }],
    types: { y: "DOUBLE" },
  });
  expect(unknown).toBe(
    "each half needs at least 30 rows with prediction and label, found 0 and 0",
  );
});

test("weakSlices() refuses an unknown loss", () => {
  expect(() =>
    check(weakSlices, roles, anything, { options: { loss: "squared" } })
  ).toThrow(
    new RangeError(
      'Cannot use "loss" of "metrics/weak_slices": it is "squared", "error" or "absolute" is needed',
    ),
  );
});

test("weakSlices() takes a boolean label as 0 or 1 under absolute loss", async () => {
  const options = { loss: "absolute" };
  const rows = world(1, 0.5);
  const numeric = await ask(weakSlices, roles, {
    current: rows,
    rowId: "i",
    options,
  });
  const boolean = await ask(weakSlices, roles, {
    current: rows.map((row) => ({ ...row, y: row.y === 1 })),
    rowId: "i",
    options,
  });
  expect(boolean.details!.slices).toEqual(numeric.details!.slices);
});

test("weakSlices() refuses a text under absolute loss", async () => {
  await expect(
    ask(weakSlices, { features: ["x"], prediction: "p", label: "kind" }, {
      current: world(1, 0),
      rowId: "i",
      options: { loss: "absolute" },
    }),
  ).rejects.toThrow(
    'Cannot compute "metrics/weak_slices" with loss "absolute": column "kind" is VARCHAR, number or boolean is needed',
  );
});
