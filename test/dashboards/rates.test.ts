import { expect, test } from "vitest";
import { clickRate, meanNdcg, modelsOf } from "../../dashboards/rates.ts";

test("clickRate() has the variance of a ratio of request totals", () => {
  // Three requests of 10, 10 and 20 shown with 1, 3 and 2 clicks: r = 6 / 40.
  const { value, low, high } = clickRate({
    requests: 3,
    exposures: 40,
    clicks: 6,
    clicks_squared: 1 + 9 + 4,
    clicks_shown: 10 + 30 + 40,
    shown_squared: 100 + 100 + 400,
  });
  const residuals = (1 - 1.5) ** 2 + (3 - 1.5) ** 2 + (2 - 3) ** 2;
  const error = Math.sqrt(residuals * 3 / 2) / 40;
  expect(value).toBe(0.15);
  expect(high - low).toBeCloseTo(2 * 1.96 * error, 12);
});

test("meanNdcg() is the mean over requests with the error of a mean", () => {
  const { value, high } = meanNdcg({ ranked: 4, ndcg: 2, ndcg_squared: 1.5 });
  expect(value).toBe(0.5);
  expect(high).toBeCloseTo(0.5 + 1.96 * Math.sqrt(0.125 * 4 / 3 / 4), 12);
});

test("modelsOf() puts the newest version first", () => {
  expect(
    modelsOf([{ model: "a@1", day: 1 }, { model: "a@2", day: 9 }, {
      model: "a@1",
      day: 9,
    }]),
  ).toEqual(["a@2", "a@1"]);
});
