import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import { arcsine, fitAxis } from "../../lib/monitor/fit_axis.ts";
import { drawBinomial } from "../bench/draw_counts.ts";

const flat = { group: new Int32Array(100), waves: [] };

test("fitAxis() of equal windows foretells their mean, with R - 1 degrees of freedom", () => {
  const windows = [20, 30, 25, 35].map((x) => ({ n: 100, x: [x] }));
  const fit = fitAxis(windows, [{ n: 100, x: [40] }], flat, 0)!;
  const a = [0.2, 0.3, 0.25, 0.35].map(arcsine);
  const mean = a.reduce((x, y) => x + y) / 4;
  const variance = a.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 3;
  expect(fit.usual[0]).toBeCloseTo(mean, 12);
  expect(fit.change[0]).toBeCloseTo(arcsine(0.4) - mean, 12);
  expect(fit.df[0]).toBe(3);
  expect(fit.phi[0]).toBeCloseTo(4 * 100 * variance, 10);
  expect(fit.noise).toBeCloseTo((1 + 1 / 4) / 400, 12);
  expect(fit.rhoPerPhi).toBeCloseTo(1 / 99, 12);
});

test("fitAxis() compares like with like, and all with all where a like is missing", () => {
  const windows = [10, 50, 10, 50, 10, 50, 10, 50]
    .map((x) => ({ n: 100, x: [x] }));
  const odd = Int32Array.from([0, 1, 0, 1, 0, 1, 0, 1, 1]);
  const fit = fitAxis(windows, [{ n: 100, x: [50] }], {
    group: odd,
    waves: [],
  }, 0)!;
  expect(fit.change[0]).toBeCloseTo(0, 12);
  expect(fit.phi[0]).toBeCloseTo(0, 12);
  expect([fit.matched, fit.df[0]]).toEqual([true, 6]);
  odd[8] = 2;
  const lost = fitAxis(windows, [{ n: 100, x: [50] }], {
    group: odd,
    waves: [],
  }, 0)!;
  expect([lost.matched, lost.df[0]]).toEqual([false, 7]);
});

test("fitAxis() follows a wave exactly", () => {
  const wave = Float64Array.from({ length: 21 }, (_, i) => Math.sin(i));
  const windows = [...wave].map((w) => ({
    n: 1e6,
    x: [1e6 * Math.sin(0.7 + 0.1 * w) ** 2],
  }));
  const fit = fitAxis(windows.slice(0, 20), windows.slice(20), {
    group: new Int32Array(21),
    waves: [wave, wave],
  }, 0)!;
  expect(fit.change[0]).toBeCloseTo(0, 9);
  expect(fit.df[0]).toBeCloseTo(18, 12);
});

test("fitAxis() of sampling noise has phi 1, in windows of any rows", () => {
  const stream = random("phi");
  const windows = Array.from({ length: 2000 }, (_, i) => {
    const n = i % 2 ? 200 : 2000;
    return { n, x: [drawBinomial(stream, n, 0.3)] };
  });
  const group = new Int32Array(2001);
  const fit = fitAxis(
    windows,
    [{ n: 500, x: [150] }],
    { group, waves: [] },
    0,
  )!;
  expect(fit.phi[0]).toBeGreaterThan(0.9);
  expect(fit.phi[0]).toBeLessThan(1.1);
});

test("fitAxis() finds neighbours that move together", () => {
  const stream = random("runs");
  const of = (length: number) => {
    const windows = Array.from({ length: 280 }, () => 0).map((_, i) => {
      const p = 0.3 + 0.05 * together[Math.floor(i / length)]!;
      return { n: 1000, x: [1000 * p] };
    });
    const fit = fitAxis(windows, windows.slice(0, 7), {
      group: new Int32Array(287),
      waves: [],
    }, 0)!;
    return fit.runs!.ratio([(fit.phi[0]! - 1) * fit.rhoPerPhi])[0]!;
  };
  const together = Array.from({ length: 280 }, () => stream.normal());
  expect(of(1)).toBeLessThan(1.7);
  expect(of(7)).toBeGreaterThan(5);
});

test("fitAxis() of too little is undefined", () => {
  const one = { n: 10, x: [3] };
  expect(fitAxis([one], [one], flat, 0)).toBeUndefined();
  expect(fitAxis([one, one], [], flat, 0)).toBeUndefined();
});
