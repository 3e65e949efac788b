import type { EngineRow } from "../lib/mod.ts";
import { number } from "./charts/figure.ts";

/** A value with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Clicks over exposures with an interval by request, from sums over requests.
 *
 * Clicks of one slate depend on each other, so the variance is that of a ratio of request totals:
 * sum (c - r s)^2 / S^2 x n / (n - 1). Source: Cochran, Sampling Techniques, 3rd ed., 6.4.
 */
export function clickRate(row: EngineRow): Estimate {
  const n = number(row.requests), shown = number(row.exposures);
  const value = number(row.clicks) / shown;
  const squares = number(row.clicks_squared) -
    2 * value * number(row.clicks_shown) +
    value * value * number(row.shown_squared);
  return around(value, Math.sqrt(Math.max(0, squares) * n / (n - 1)) / shown);
}

/** Mean NDCG over requests with its interval, from sums over requests. */
export function meanNdcg(row: EngineRow): Estimate {
  const n = number(row.ranked), value = number(row.ndcg) / n;
  const variance = (number(row.ndcg_squared) / n - value * value) * n / (n - 1);
  return around(value, Math.sqrt(Math.max(0, variance) / n));
}

/** A value give or take 1.96 standard errors. */
export function around(value: number, error: number): Estimate {
  return { value, low: value - 1.96 * error, high: value + 1.96 * error };
}

/** Model versions of the rows, the newest first: so it has the first colour on every page. */
export function modelsOf(rows: readonly EngineRow[]): readonly string[] {
  const first = new Map<string, number>();
  for (const { model, day } of rows) {
    const name = String(model), at = number(day);
    first.set(name, Math.min(first.get(name) ?? Infinity, at));
  }
  return [...first].sort(([a, x], [b, y]) => y - x || (a < b ? 1 : -1)).map((
    [name],
  ) => name);
}
