import { normalInterval, normalSf } from "../../math/mod.ts";
import { detector } from "../../check/mod.ts";
import { percent } from "../../profile/mod.ts";
import type { Aligned } from "../../profile/mod.ts";
import { numberPair } from "./numbers.ts";

/**
 * Rank-biserial correlation: how much more often a current value lies above a reference value than below it.
 *
 * Formula: P(current > reference) - P(current < reference) = 1 - 2 U / (n m), U the reference's Mann-Whitney statistic with
 * mid-ranks. Interval: DeLong's. Shape: two profiles -> one number. Unit: correlation, -1..1; 0 when neither side lies
 * higher. Effect: its size. p-value: two-sided, normal with tie and continuity correction; `alternative` makes it
 * one-sided as scipy names it, "less" meaning the reference lies lower. Error: on a grid rows of a cell count as ties.
 * Edge cases: p-value 1 when all rows are tied; undefined when a side has no finite value. Source: Mann and Whitney 1947;
 * equals scipy.stats.mannwhitneyu(reference, current, method="asymptotic") (details.u, p-value).
 */
export const mannWhitney = detector({
  id: "drift/mann_whitney",
  unit: "correlation",
  better: "none",
  needs: ["column"],
  kinds: { column: ["number", "time"] },
  /** `alternative`: "two-sided", "less" or "greater", defaults to "two-sided". */
  defaults: { alternative: "two-sided" },
  validate({ alternative }) {
    if (!["two-sided", "less", "greater"].includes(alternative)) {
      throw new RangeError(
        `Cannot use "alternative" of "drift/mann_whitney": it is "${alternative}", one of "two-sided", "less", "greater" is needed`,
      );
    }
  },
  compare(profiles, { column }, { alternative }) {
    const pair = numberPair(profiles, column.name);
    if (!pair) return undefined;
    const { n, m } = pair.aligned;
    const { wins, ties, unsure, se } = ranks(pair.aligned);
    const u = n * m - wins, value = 2 * wins / (n * m) - 1;
    const N = n + m;
    const sd = Math.sqrt(n * m / 12 * (N + 1 - ties / (N * (N - 1))));
    const far = alternative === "less"
      ? n * m - u
      : alternative === "greater"
      ? u
      : Math.max(u, n * m - u);
    const tail = sd > 0 ? normalSf((far - n * m / 2 - 0.5) / sd) : 1;
    const [low, high] = normalInterval(value, 2 * se);
    return {
      value,
      interval: [Math.max(-1, low), Math.min(1, high)],
      effect: Math.abs(value),
      pValue: Math.min(1, alternative === "two-sided" ? 2 * tail : tail),
      error: 2 * unsure / (n * m),
      n: { reference: n, current: m },
      details: {
        u,
        explanation:
          `A current value of "${column.name}" lies above a reference value in ${
            percent(wins / (n * m))
          } of pairs, ties counted half`,
      },
    };
  },
});

function ranks({ lo, hi, p, q, n, m }: Aligned) {
  let f = 0, g = 0, wins = 0, ties = 0, unsure = 0, squaresP = 0, squaresQ = 0;
  for (let i = 0; i < p.length; i++) {
    const a = p[i]!, b = q[i]!, t = a + b;
    wins += b * (f + a / 2);
    ties += t * t * t - t;
    if (lo[i]! < hi[i]!) unsure += a * b / 2;
    squaresQ += b * ((f + a / 2) / n) ** 2;
    squaresP += a * ((m - g - b / 2) / m) ** 2;
    f += a;
    g += b;
  }
  const auc = wins / (n * m);
  const spread = (squares: number, k: number) =>
    k > 1 ? Math.max(0, squares - k * auc * auc) / (k - 1) / k : 0;
  return {
    wins,
    ties,
    unsure,
    se: Math.sqrt(spread(squaresQ, m) + spread(squaresP, n)),
  };
}
