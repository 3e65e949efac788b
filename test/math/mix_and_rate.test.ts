import { expect, test } from "vitest";
import { mixAndRate, random } from "../../lib/math/mod.ts";

/** Counts of a share: its squares are its sum. */
const share = (n: number, sum: number) => ({ n, sum, squares: sum });

test("mixAndRate() of Kitagawa's kind of table, by hand", () => {
  // young: 60 -> 30 % of the rows, rate 0.10 -> 0.20; old: 40 -> 70 %, rate 0.50 -> 0.50
  const found = mixAndRate(
    [share(600, 60), share(400, 200)],
    [share(300, 60), share(700, 350)],
  )!;
  expect(found.change.value).toBeCloseTo(0.41 - 0.26, 12);
  // mix: -0.3 x 0.15 + 0.3 x 0.50; rate: 0.1 x 0.45
  expect(found.mix.value).toBeCloseTo(0.105, 12);
  expect(found.rate.value).toBeCloseTo(0.045, 12);
  // less the middle of the two means, 0.335
  expect(found.groups[0]!.mix).toBeCloseTo(-0.3 * (0.15 - 0.335), 12);
  expect(found.groups[1]!.mix).toBeCloseTo(0.3 * (0.5 - 0.335), 12);
  expect(found.groups.map(({ rate }) => rate)).toEqual([
    expect.closeTo(0.045, 12),
    0,
  ]);
});

test("parts add up to the change, swapping the sides flips every sign", () => {
  const next = random(4);
  for (let world = 0; world < 50; world++) {
    const draw = () =>
      Array.from({ length: 6 }, () => {
        const n = Math.floor(next.uniform() * 50) *
          Number(next.uniform() < 0.8);
        const values = Array.from({ length: n }, () => next.normal() + 3);
        return {
          n,
          sum: values.reduce((s, x) => s + x, 0),
          squares: values.reduce((s, x) => s + x * x, 0),
        };
      });
    const a = draw(), b = draw();
    const there = mixAndRate(a, b), back = mixAndRate(b, a);
    if (!there || !back) continue;
    const sum = there.groups.reduce((s, { mix, rate }) => s + mix + rate, 0);
    expect(sum).toBeCloseTo(there.change.value, 10);
    expect(there.mix.value + there.rate.value)
      .toBeCloseTo(there.change.value, 12);
    for (const part of ["change", "mix", "rate"] as const) {
      expect(back[part].value).toBeCloseTo(-there[part].value, 10);
      expect(back[part].interval[0]).toBeCloseTo(-there[part].interval[1], 10);
    }
    there.groups.forEach(({ mix, rate }, g) => {
      expect(back.groups[g]!.mix).toBeCloseTo(-mix, 10);
      expect(back.groups[g]!.rate).toBeCloseTo(-rate, 10);
    });
  }
});

test("the 95 % intervals cover the true parts in 93 to 97 % of 2,000 worlds", () => {
  const next = random(11);
  const w1 = [0.5, 0.3, 0.2], w2 = [0.3, 0.3, 0.4];
  const r1 = [0.1, 0.3, 0.6], r2 = [0.15, 0.3, 0.5];
  const draw = (w: readonly number[], r: readonly number[]) => {
    const groups = w.map(() => ({ n: 0, sum: 0 }));
    for (let i = 0; i < 400; i++) {
      const u = next.uniform();
      const g = u < w[0]! ? 0 : u < w[0]! + w[1]! ? 1 : 2;
      groups[g]!.n++;
      groups[g]!.sum += Number(next.uniform() < r[g]!);
    }
    return groups.map(({ n, sum }) => share(n, sum));
  };
  const truth = {
    mix: w1.reduce((s, w, g) => s + (w2[g]! - w) * (r1[g]! + r2[g]!) / 2, 0),
    rate: w1.reduce((s, w, g) => s + (r2[g]! - r1[g]!) * (w + w2[g]!) / 2, 0),
  };
  const all = { ...truth, change: truth.mix + truth.rate };
  const covered = { mix: 0, rate: 0, change: 0 };
  for (let world = 0; world < 2000; world++) {
    const found = mixAndRate(draw(w1, r1), draw(w2, r2))!;
    for (const part of ["mix", "rate", "change"] as const) {
      const [low, high] = found[part].interval;
      covered[part] += Number(low <= all[part] && all[part] <= high);
    }
  }
  for (const hits of Object.values(covered)) {
    expect(hits / 2000).toBeGreaterThan(0.93);
    expect(hits / 2000).toBeLessThan(0.97);
  }
});

test("a group that is new is all mix, one row a group has an interval", () => {
  const found = mixAndRate(
    [share(100, 20), share(0, 0)],
    [share(85, 17), share(15, 15)],
  )!;
  expect(found.rate.value).toBe(0);
  expect(found.mix.value).toBeCloseTo(0.32 - 0.2, 12);
  const single = mixAndRate([share(1, 1), share(1, 0)], [
    share(1, 0),
    share(1, 1),
  ])!;
  expect(single.change.value).toBe(0);
  expect(single.change.interval.every(Number.isFinite)).toBe(true);
});

test("mixAndRate() of a side without rows is undefined, of unequal lists a RangeError", () => {
  expect(mixAndRate([share(0, 0)], [share(5, 1)])).toBeUndefined();
  expect(() => mixAndRate([], [share(5, 1)])).toThrow(
    "Cannot decompose a change: reference has 0 groups, current has 1",
  );
});
