import { cramerVonMisesSeries, cramerVonMisesSf } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import type { Aligned } from "../../profile/mod.ts";
import { numberPair } from "./numbers.ts";

/**
 * Cramer-von Mises statistic of two samples: the squared gap between both distributions, summed over all rows.
 *
 * Formula: U / (n m N) - (4 n m - 1) / (6 N) with U from the mid-ranks. Shape: two profiles -> one number. Unit: statistic,
 * about 1/6 when nothing changed. Effect: root mean square of the gap, 0..1. p-value: of the limit after matching mean and
 * variance; "series" gives scipy's figure, which is noise below 1e-7. Error: on a grid what rows inside their cells could
 * change. Edge cases: rows of two equal columns are ties, so the statistic is near 0; undefined when a side has no finite
 * value. Source: Anderson 1962; equals scipy.stats.cramervonmises_2samp(method="asymptotic").
 */
export const cvm = detector({
  id: "drift/cvm",
  unit: "statistic",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "time"] },
  /** `method` of the p-value: "limit" or "series" (scipy's), defaults to "limit". */
  defaults: { method: "limit" },
  validate({ method }) {
    if (method !== "limit" && method !== "series") {
      throw new RangeError(
        `Cannot use "method" of "drift/cvm": it is "${method}", "limit" or "series" is needed`,
      );
    }
  },
  compare(profiles, { column }, { method }) {
    const pair = numberPair(profiles, column.name);
    if (!pair) return undefined;
    const { n, m } = pair.aligned, N = n + m, k = n * m;
    const { value, gap, error } = statistic(pair.aligned);
    const mean = (1 + 1 / N) / 6;
    const variance = (N + 1) * (4 * k * N - 3 * (n * n + m * m) - 2 * k) /
      (45 * N * N * 4 * k);
    const scaled = variance > 0
      ? 1 / 6 + (value - mean) / Math.sqrt(45 * variance)
      : 0;
    const tail = method === "limit" ? cramerVonMisesSf : cramerVonMisesSeries;
    return {
      value,
      effect: gap,
      pValue: scaled < 0.003 ? 1 : tail(scaled),
      error,
      n: { reference: n, current: m },
    };
  },
});

function statistic({ lo, hi, p, q, n, m }: Aligned) {
  const N = n + m;
  let u = 0, before = 0, f = 0, g = 0, squares = 0, error = 0;
  for (let i = 0; i < p.length; i++) {
    const a = p[i]!, b = q[i]!, rank = before + (a + b + 1) / 2;
    u += n * squaredSteps(rank - f, a) + m * squaredSteps(rank - g, b);
    if (lo[i]! < hi[i]!) {
      error += (a + b) * insideCell(f / n - g / m, a / n, b / m);
    }
    before += a + b;
    f += a;
    g += b;
    squares += (a + b) / N * (f / n - g / m) ** 2;
  }
  return {
    value: u / (n * m * N) - (4 * n * m - 1) / (6 * N),
    gap: Math.sqrt(squares),
    error: error * n * m / (N * N),
  };
}

/** Sum over j = 1..count of (x - j)^2. */
function squaredSteps(x: number, count: number): number {
  return count * x * x - x * count * (count + 1) +
    count * (count + 1) * (2 * count + 1) / 6;
}

/** Largest less smallest squared gap that rows of one cell can make, whatever their order. */
function insideCell(gap: number, up: number, down: number): number {
  const high = gap + up, low = gap - down;
  const most = Math.max(high * high, low * low);
  return low <= 0 && high >= 0 ? most : most - Math.min(high * high, low * low);
}
