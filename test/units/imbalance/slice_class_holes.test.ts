import { expect, test } from "vitest";
import { sliceClassHoles } from "../../../lib/units/imbalance/mod.ts";
import golden from "../../golden/imbalance_decisions.json" with {
  type: "json",
};
import { ask, type Literal, rowsOf } from "../ask.ts";

const about = { slice: "city", label: "y" };

function rows(counts: Readonly<Record<string, readonly number[]>>) {
  return Object.entries(counts).flatMap(([city, [no, yes]]) => [
    ...Array.from({ length: no! }, () => ({ city, y: "no" })),
    ...Array.from({ length: yes! }, () => ({ city, y: "yes" })),
  ]);
}

test("sliceClassHoles() finds the slice that has no row of a class, as scipy expects", async () => {
  const current = rows({ Oslo: [80, 20], Lima: [60, 0], Kyoto: [40, 10] });
  const { value, pValue, details } = await ask(sliceClassHoles, about, {
    current,
  });
  expect(value).toBe(1);
  const { holes } = details as { holes: { pValue: number }[] };
  expect(holes[0]!.pValue).toBeCloseTo(golden.hole.pValue, 12);
  expect(pValue).toBeCloseTo(6 * golden.hole.pValue, 12);
  expect(details).toMatchObject({
    slices: 3,
    classes: 2,
    cells: 6,
    holes: [{ slice: "Lima", class: "yes", rows: 60 }],
    explanation:
      '1 of 6 slice and class pairs hold no row: "Lima" has 60 rows and no "yes", where 8.57 would be expected',
  });
});

test("sliceClassHoles() passes over what chance leaves empty", async () => {
  const current = rows({ Oslo: [90, 10], Lima: [20, 0] });
  const { value, pValue, details } = await ask(sliceClassHoles, about, {
    current,
  });
  expect([value, pValue, details!.small]).toEqual([0, 1, 1]);
  const options = { expected: 1 };
  expect((await ask(sliceClassHoles, about, { current, options })).value)
    .toBe(1);
});

test("sliceClassHoles() of a million slices of one row finds none", async () => {
  const current = Array.from({ length: 3000 }, (_, i) => ({
    city: `c${i}`,
    y: i % 2 ? "yes" : "no",
  }));
  expect((await ask(sliceClassHoles, about, { current })).value).toBe(0);
});

test("sliceClassHoles() with one class or no slice is unknown", async () => {
  const types = { city: "VARCHAR", y: "VARCHAR" };
  const asked = (city: Literal[], y: Literal[]) =>
    ask(sliceClassHoles, about, { current: rowsOf({ city, y }), types });
  expect((await asked(["a", "b"], ["x", "x"])).unknown).toBe(
    "there is one class only",
  );
  expect((await asked([null, null], ["x", "y"])).unknown).toBe(
    "no row has both slice and class",
  );
  expect((await asked([], [])).unknown).toBe("too little data");
});

test("sliceClassHoles() refuses to expect no row", async () => {
  const question = { current: rows({ a: [1, 1] }), options: { expected: 0 } };
  await expect(ask(sliceClassHoles, about, question)).rejects.toThrow(
    'Cannot use "expected" of "imbalance/slice_class_holes": it is 0, more than 0 rows are needed',
  );
});
