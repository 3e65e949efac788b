import { expect, test } from "vitest";
import {
  bodyChangeP,
  leastVisibleBody,
  leastVisibleShare,
  random,
  rowsForBody,
  rowsForShare,
  shareChangeP,
} from "../../lib/math/mod.ts";

const binomial = (next: ReturnType<typeof random>, n: number, p: number) => {
  let hits = 0;
  for (let i = 0; i < n; i++) if (next.uniform() < p) hits++;
  return hits;
};

test.each([[0.002, 20_000], [0.02, 5000], [0.3, 3000], [0.9, 3000]])(
  "a share of %f among %i rows that changes by leastVisibleShare() is found in about four of five cases",
  (share, n) => {
    const next = random(`seen ${share}`), level = 1e-4;
    const change = leastVisibleShare(share, level, n, n);
    const moved = share + (share > 0.5 ? -change : change);
    let found = 0;
    for (let i = 0; i < 200; i++) {
      const x = binomial(next, n, share), y = binomial(next, n, moved);
      if (shareChangeP(x, n, y, n) <= level) found++;
    }
    expect(found).toBeGreaterThan(140);
    expect(found).toBeLessThan(190);
  },
  60_000,
);

test("leastVisibleShare() and leastVisibleBody() are the formula of alarm.md where a share is not rare", () => {
  const nh = 500, z = 3.890591886413; // scipy.stats.norm.isf(5e-5)
  expect(leastVisibleBody(1e-4, 1000, 1000)).toBeCloseTo(
    0.02 + Math.sqrt(Math.log(2.17 / 1e-4) / (2 * nh)) + 0.42 / Math.sqrt(nh),
    12,
  );
  const plain = 0.02 + (z + 0.84) * 0.5 / Math.sqrt(nh);
  expect(leastVisibleShare(0.5, 1e-4, 1000, 1000) / plain).toBeCloseTo(1, 1);
});

test("a change of the body by leastVisibleBody() stands 0.84 standard errors above the level", () => {
  const change = leastVisibleBody(1e-4, 4000, 1000);
  const se = 0.5 * Math.sqrt(1 / 4000 + 1 / 1000);
  expect(bodyChangeP(change - 0.84 * se, 4000, 1000)).toBeCloseTo(1e-4, 10);
  const few = leastVisibleBody(1e-4, 4000, 1000, 60);
  expect(bodyChangeP(few - 0.84 * se, 4000, 1000, 60)).toBeCloseTo(1e-4, 10);
});

test("with rowsForShare() and rowsForBody() the smallest visible change is what was asked", () => {
  const body = rowsForBody(1e-4, 0.1);
  expect(leastVisibleBody(1e-4, body, body)).toBeCloseTo(0.1, 4);
  const share = rowsForShare(0.3, 1e-4, 0.1);
  expect(leastVisibleShare(0.3, 1e-4, share, share)).toBeCloseTo(0.1, 4);
});

test("few entities show less, under five nothing", () => {
  const of = (df: number) => leastVisibleShare(0.3, 1e-3, 5000, 5000, df);
  expect(of(30)).toBeGreaterThan(of(300));
  expect(of(300)).toBeGreaterThan(of(Infinity));
  expect(of(3)).toBe(1);
});
