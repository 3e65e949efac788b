import { expect, test } from "vitest";
import { atMost, check } from "../../../lib/check/mod.ts";
import { range } from "../../../lib/units/validation/mod.ts";
import golden from "../../golden/validation.json" with { type: "json" };
import { ask, rowsOf } from "../ask.ts";

const reference = rowsOf({ x: Array.from({ length: 200 }, (_, i) => i) });

test("range() is the share outside the limits, which are inside", async () => {
  const answer = await ask(range, { column: "x" }, {
    current: rowsOf({ x: [0, 1, 5, 10, 11, null, NaN, Infinity] }),
    options: { min: 1, max: 10 },
  });
  expect(answer.value).toBe(0.4);
  expect(answer.details).toMatchObject({ below: 1, above: 1, nonFinite: 2 });
});

test("range() beyond the reference's ends has the exceedance test's p-value", async () => {
  const answer = await ask(range, { column: "x" }, {
    reference,
    current: rowsOf({
      x: Array.from({ length: 100 }, (_, i) => i < 97 ? i : 1000 + i),
    }),
  });
  expect(answer.value).toBe(0.03);
  expect(answer.interval![0]).toBeCloseTo(golden.wilson[0]!, 12);
  // 1e-12: the same product of 3 factors, in logarithms
  expect(answer.pValue).toBeCloseTo(golden.exceedance, 12);
});

test("range() reads times as ISO text", async () => {
  const answer = await ask(range, { column: "t" }, {
    current: rowsOf({
      t: ["2024-01-01", "2024-06-01", "2025-01-02"].map((d) => new Date(d)),
    }),
    options: { min: "2024-01-01", max: "2025-01-01T00:00:00" },
  });
  expect(answer.value).toBeCloseTo(1 / 3, 15);
});

test("range() on a grid says how far it may be off", async () => {
  const current = rowsOf({ x: Array.from({ length: 3000 }, (_, i) => i / 7) });
  const { value, error } = await ask(range, { column: "x" }, {
    current,
    options: { max: 300.1 },
    exact: false,
  });
  const exact = current.filter(({ x }) => (x as number) > 300.1).length / 3000;
  expect(Math.abs(value! - exact)).toBeLessThanOrEqual(error!);
  expect(error!).toBeLessThan(0.01);
});

test("range() without limits or values is unknown", async () => {
  expect((await ask(range, { column: "x" }, { current: [{ x: 1 }] })).unknown)
    .toBe(
      '"x" has no limits: neither "min" nor "max" nor a reference with values was given',
    );
  expect(
    (await ask(range, { column: "x" }, {
      current: [{ x: null }],
      options: { min: 0 },
    })).unknown,
  ).toBe("too little data");
});

test("range() refuses limits that cannot hold", () => {
  const build = (options: object) =>
    check(range, { column: "x" }, atMost(0), { options });
  expect(() => build({ min: 3, max: 1 })).toThrow(
    'Cannot use "min" of "validation/range": it is 3, at most 1 is needed',
  );
  expect(() => build({ min: "soon" })).toThrow(
    'Cannot use "min" of "validation/range": it is "soon", a finite number or a time as ISO text is needed',
  );
});
