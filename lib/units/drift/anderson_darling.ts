import { andersonDarlingSf } from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import type { Aligned } from "../../profile/mod.ts";
import { numberPair } from "./numbers.ts";

/**
 * Anderson-Darling statistic of two samples: squared gaps between the distributions, weighted up in both tails.
 *
 * Formula: Scholz and Stephens' A2 with mid-ranks, less its mean (1) and divided by its standard deviation. Shape: two
 * profiles -> one number. Unit: statistic, about 0 when nothing changed. Effect: root mean square gap weighted as in the
 * statistic, sqrt(A2 / N). p-value: of the limit, exact into the tail; "interpolated" gives scipy's, which ends at 0.001 and
 * 0.25. Edge cases: unknown with one distinct value or under 4 rows; undefined when a side has no finite value. Source:
 * Scholz and Stephens 1987; equals scipy.stats.anderson_ksamp(variant="midrank").
 */
export const andersonDarling = detector({
  id: "drift/anderson_darling",
  unit: "statistic",
  better: "lower",
  needs: ["column"],
  kinds: { column: ["number", "time"] },
  /** `method` of the p-value: "limit" or "interpolated" (scipy's), defaults to "limit". */
  defaults: { method: "limit" },
  validate({ method }) {
    if (method !== "limit" && method !== "interpolated") {
      throw new RangeError(
        `Cannot use "method" of "drift/anderson_darling": it is "${method}", "limit" or "interpolated" is needed`,
      );
    }
  },
  compare(profiles, { column }, { method }) {
    const pair = numberPair(profiles, column.name);
    if (!pair) return undefined;
    const { aligned } = pair, { n, m } = aligned, N = n + m;
    if (aligned.at.length < 2 || N < 4) {
      return unknown(
        `Anderson-Darling needs two distinct values and four rows, found ${aligned.at.length} and ${N}`,
      );
    }
    const { raw, error } = statistic(aligned);
    const deviation = Math.sqrt(varianceUnderNull(n, m));
    const value = (raw - 1) / deviation;
    return {
      value,
      effect: Math.sqrt(raw / N),
      pValue: method === "limit"
        ? andersonDarlingSf(1 + value * LIMIT_DEVIATION)
        : interpolated(value),
      error: error / deviation,
      n: { reference: n, current: m },
    };
  },
});

/** Of the sum of Z_j^2 / (j (j + 1)): sqrt(2 (pi^2 / 3 - 3)). */
const LIMIT_DEVIATION = Math.sqrt(2 * (Math.PI ** 2 / 3 - 3));

function statistic({ lo, hi, p, q, n, m }: Aligned) {
  const N = n + m;
  let raw = 0, error = 0, before = 0, f = 0, g = 0;
  for (let i = 0; i < p.length; i++) {
    const a = p[i]!, b = q[i]!, ties = a + b;
    const middle = before + ties / 2;
    const weight = middle * (N - middle) - N * ties / 4;
    if (weight > 0) {
      raw += ties / N * (
        (N * (f + a / 2) - middle * n) ** 2 / n +
        (N * (g + b / 2) - middle * m) ** 2 / m
      ) / weight;
    }
    if (lo[i]! < hi[i]!) error += insideCell(i, { before, f, g, a, b, n, m });
    before += ties;
    f += a;
    g += b;
  }
  return { raw: raw * (N - 1) / N, error };
}

interface CellCounts {
  readonly before: number;
  readonly f: number;
  readonly g: number;
  readonly a: number;
  readonly b: number;
  readonly n: number;
  readonly m: number;
}

/** The most that rows of one cell can add to the statistic, whatever their order. */
function insideCell(_: number, { before, f, g, a, b, n, m }: CellCounts) {
  const N = n + m, gap = f / n - g / m;
  const most = Math.max((gap + a / n) ** 2, (gap - b / m) ** 2);
  const low = Math.max(1, before), high = Math.min(N - 1, before + a + b);
  const weight = Math.min(low * (N - low), high * (N - high)) / (N * N);
  return (a + b) / N * (n * m / N) * most / weight;
}

function varianceUnderNull(n: number, m: number): number {
  const N = n + m, H = 1 / n + 1 / m, k = 2;
  let h = 0, g = 0;
  for (let i = N - 1, j = 2; i > 1; i--, j++) {
    h += 1 / i;
    g += h / j;
  }
  h += 1;
  const a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * H;
  const b = (2 * g - 4) * k * k + 8 * h * k + (2 * g - 14 * h - 4) * H -
    8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * k * k + (4 * h - 4 * g + 6) * k +
    (2 * h - 6) * H + 4 * h;
  const d = (2 * h + 6) * k * k - 4 * h * k;
  return (((a * N + b) * N + c) * N + d) / ((N - 1) * (N - 2) * (N - 3));
}

const CRITICAL = [0.325, 1.226, 1.961, 2.718, 3.752, 4.592, 6.546] as const;
const LEVELS = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001] as const;

/** scipy's p-value: a parabola through the logarithms of seven tabled levels, cut off at both ends. */
function interpolated(x: number): number {
  if (x < CRITICAL[0]) return LEVELS[0];
  if (x > CRITICAL[6]) return LEVELS[6];
  const y = LEVELS.map(Math.log);
  const sums = [0, 1, 2, 3, 4].map((power) =>
    CRITICAL.reduce((s, c) => s + c ** power, 0)
  );
  const right = [0, 1, 2].map((power) =>
    CRITICAL.reduce((s, c, i) => s + y[i]! * c ** power, 0)
  );
  const [s0, s1, s2, s3, s4] = sums as [number, number, number, number, number];
  const [r0, r1, r2] = right as [number, number, number];
  const det = s0 * (s2 * s4 - s3 * s3) - s1 * (s1 * s4 - s2 * s3) +
    s2 * (s1 * s3 - s2 * s2);
  const c0 = r0 * (s2 * s4 - s3 * s3) - s1 * (r1 * s4 - s3 * r2) +
    s2 * (r1 * s3 - s2 * r2);
  const c1 = s0 * (r1 * s4 - s3 * r2) - r0 * (s1 * s4 - s2 * s3) +
    s2 * (s1 * r2 - r1 * s2);
  const c2 = s0 * (s2 * r2 - r1 * s3) - s1 * (s1 * r2 - r1 * s2) +
    r0 * (s1 * s3 - s2 * s2);
  return Math.exp((c0 + c1 * x + c2 * x * x) / det);
}
