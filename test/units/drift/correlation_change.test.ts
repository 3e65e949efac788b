import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { correlationChange } from "../../../lib/units/drift/mod.ts";
import golden from "../../golden/drift_many.json" with { type: "json" };
import { ask, rowsOf } from "../ask.ts";

const roles = { features: ["x", "y", "z"] };
const both = {
  reference: rowsOf(golden.numbers.reference),
  current: rowsOf(golden.numbers.current),
};
const line = Array.from({ length: 30 }, (_, i) => i);

test("correlationChange() of a line turned round is 2", async () => {
  const { value, effect, details } = await ask(correlationChange, roles, {
    reference: rowsOf({ x: line, y: line, z: line.map(() => 1) }),
    current: rowsOf({ x: line, y: [...line].reverse(), z: line }),
  });
  expect(value).toBeCloseTo(2, 12);
  expect(effect).toBe(value);
  expect(details!.constant).toEqual(["z"]);
});

test("correlationChange() equals Fisher's z of scipy's correlations times three pairs", async () => {
  for (const method of ["spearman", "pearson"] as const) {
    const wanted = golden.expected[method];
    const found = await ask(correlationChange, roles, {
      ...both,
      options: { method },
    });
    const { first, second, reference, current } = found.details!;
    expect([first, second]).toEqual([wanted.first, wanted.second]);
    expect(reference).toBeCloseTo(wanted.reference, 12);
    expect(current).toBeCloseTo(wanted.current, 12);
    expect(found.pValue! / wanted.pValue).toBeCloseTo(1, 9);
    const [low, high] = found.interval!;
    expect(low).toBeLessThan(found.value!);
    expect(high).toBeGreaterThan(found.value!);
  }
});

test("correlationChange() of equal tables is 0 with p-value 1, missing cells left out", async () => {
  const rows = rowsOf({
    x: line.map((x) => x % 7 === 0 ? null : x),
    y: line.map((x) => x % 5 === 0 ? NaN : Math.sin(x)),
  });
  const same = await ask(correlationChange, { features: ["x", "y"] }, {
    reference: rows,
    current: rows,
  });
  expect([same.value, same.pValue, same.n!.current]).toEqual([0, 1, 20]);
});

test("correlationChange() of few rows or of constants is unknown", async () => {
  const few = rowsOf({ x: [1, 2], y: [1, 2], z: [1, 2] });
  const found = await ask(correlationChange, roles, {
    reference: few,
    current: few,
  });
  expect(found.unknown).toBe("correlations need 20 rows a side, found 2 and 2");
  const flat = rowsOf({ x: line, y: line.map(() => 1), z: line.map(() => 2) });
  const constant = await ask(correlationChange, roles, {
    reference: flat,
    current: flat,
  });
  expect(constant.unknown).toBe(
    "correlations need two columns that vary on both sides in 20 rows, found 1",
  );
});

test("correlationChange() refuses an unknown method", () => {
  expect(() =>
    check(correlationChange, roles, anything, {
      options: { method: "kendall" },
    })
  )
    .toThrow(
      'Cannot use "method" of "drift/correlation_change": it is "kendall", one of "spearman", "pearson" is needed',
    );
});
