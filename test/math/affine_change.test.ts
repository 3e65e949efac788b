import { expect, test } from "vitest";
import { affineChange, random } from "../../lib/math/mod.ts";

const minutes = [27, 45, 58, 71, 90, 104, 120, 145, 168];

test("affineChange() of minutes that come in seconds is a factor of 60", () => {
  expect(affineChange(minutes, minutes.map((x) => 60 * x)))
    .toEqual({ factor: 60, offset: 0 });
});

test("Celsius to kelvin is a step, to Fahrenheit a line", () => {
  const celsius = [-10, -2, 3, 8, 14, 19, 25, 31];
  expect(affineChange(celsius, celsius.map((x) => x + 273.15)))
    .toEqual({ factor: 1, offset: expect.closeTo(273.15, 10) });
  expect(affineChange(celsius, celsius.map((x) => 1.8 * x + 32)))
    .toEqual({
      factor: expect.closeTo(1.8, 10),
      offset: expect.closeTo(32, 10),
    });
});

test("swapping the sides inverts the line", () => {
  const there = affineChange(minutes, minutes.map((x) => 2 * x + 100))!;
  const back = affineChange(minutes.map((x) => 2 * x + 100), minutes)!;
  expect(back.factor).toBeCloseTo(1 / there.factor, 10);
  expect(back.offset).toBeCloseTo(-there.offset / there.factor, 8);
});

test("samples of one unit change fit, samples of another shape do not", () => {
  const next = random(5);
  const quantiles = (draw: () => number) => {
    const sorted = Array.from({ length: 5000 }, draw).sort((a, b) => a - b);
    return Array.from({ length: 19 }, (_, i) => sorted[(i + 1) * 250]!);
  };
  const lognormal = () => Math.exp(next.normal());
  const found = affineChange(
    quantiles(lognormal),
    quantiles(() => 1000 * lognormal()),
  )!;
  expect(found.factor).toBeGreaterThan(900);
  expect(found.factor).toBeLessThan(1100);
  expect(
    affineChange(quantiles(lognormal), quantiles(() => 10 * next.uniform())),
  ).toBeUndefined();
});

test("equal sides, few values and a falling line are undefined", () => {
  expect(affineChange(minutes, minutes)).toBeUndefined();
  expect(affineChange([1, 1, 1, 2, 2], [60, 60, 60, 120, 120]))
    .toBeUndefined();
  expect(affineChange([0, 1, 2, 3, 4], [9, 1, 9, 1, 5])).toBeUndefined();
});
