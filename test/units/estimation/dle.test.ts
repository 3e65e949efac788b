import { expect, test } from "vitest";
import { dle } from "../../../lib/units/mod.ts";
import { anything, check } from "../../../lib/check/mod.ts";
import { random } from "../../../lib/math/mod.ts";
import { ask } from "../ask.ts";

const roles = { features: ["x", "kind"], prediction: "p", label: "y" };

/** Errors grow threefold above 0.5 and double for "b"; `power` and `often` move the mix of rows. */
function world(seed: number, n: number, power: number, often: number) {
  const stream = random(seed);
  return Array.from({ length: n }, (_, i) => {
    const x = stream.uniform() ** power;
    const kind = stream.uniform() < often ? "b" : "a";
    const size = (x > 0.5 ? 3 : 1) * (kind === "b" ? 2 : 1);
    return { i, x, kind, p: 2 * x, y: 2 * x + stream.normal(0, size) };
  });
}

const reference = world(1, 3000, 1, 0.3);
const now = world(2, 1500, 0.5, 0.6);
const realised = now.reduce((s, { p, y }) => s + Math.abs(y - p), 0) / 1500;
const options = { metric: "mae" };

test("dle() follows a change of mix to the error that it brings", async () => {
  const found = await ask(dle, roles, {
    reference,
    current: now.map(({ y: _, ...row }) => row),
    options,
    rowId: "i",
  });
  expect(Math.abs(found.value! - realised)).toBeLessThan(0.12 * realised);
  expect(found.interval![0]).toBeLessThan(realised);
  expect(found.interval![1]).toBeGreaterThan(realised);
  expect(found.effect).toBeGreaterThan(0.5);
});

test("dle() of the reference itself is about its own error", async () => {
  const found = await ask(dle, roles, {
    reference,
    current: reference,
    options,
  });
  expect(Math.abs(found.effect!)).toBeLessThan(0.06);
});

test("dle() does not depend on the order of rows", async () => {
  const a = await ask(dle, roles, { reference, current: now, options });
  const b = await ask(dle, roles, {
    reference: [...reference].reverse(),
    current: [...now].reverse(),
    options,
  });
  expect(b.value).toBeCloseTo(a.value!, 12);
});

test("dle() with few labels is unknown", async () => {
  const { unknown } = await ask(dle, roles, {
    reference: reference.slice(0, 50),
    current: now,
    options,
  });
  expect(unknown).toBe(
    "at least 100 labelled reference rows are needed, found 50",
  );
});

test("dle() refuses a metric that it cannot estimate", () => {
  expect(() => check(dle, roles, anything, { options: { metric: "r2" } }))
    .toThrow(
      new RangeError(
        'Cannot use "metric" of "estimation/dle": it is "r2", "mae", "mse" or "rmse" is needed',
      ),
    );
});
