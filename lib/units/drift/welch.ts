import { tTwoSided, tTwoSidedQuantile } from "../../math/mod.ts";
import { detector, unknown } from "../../check/mod.ts";
import { type Spread, spreadOf } from "../../profile/mod.ts";
import { numberPair } from "./numbers.ts";

/**
 * Change of the mean: the current mean minus the reference's.
 *
 * Interval and p-value: Welch's t, which lets both variances differ; `pooled` takes one variance for both (Student).
 * Shape: two profiles -> one number. Unit: the column's. Effect: size of the change in reference standard deviations.
 * details.t is the reference's mean minus the current one in standard errors, as scipy signs it. Exact on a grid too.
 * Edge cases: p-value 1 for equal constants, 0 for different ones; unknown with one row on a side; undefined when a side
 * has no finite value. Source: Welch 1947; equals scipy.stats.ttest_ind(reference, current, equal_var=pooled).
 */
export const welch = detector({
  id: "drift/welch",
  unit: "column unit",
  better: "none",
  needs: ["column"],
  kinds: { column: ["number", "time"] },
  /** `pooled`: one variance for both sides, defaults to false. */
  defaults: { pooled: false },
  compare(profiles, { column }, { pooled }) {
    const pair = numberPair(profiles, column.name);
    if (!pair) return undefined;
    const a = spreadOf(pair.reference), b = spreadOf(pair.current);
    if (a.n < 2 || b.n < 2) {
      return unknown(
        `a change of the mean needs two rows a side, found ${a.n} and ${b.n}`,
      );
    }
    const value = b.mean - a.mean;
    const { se, df } = pooled ? student(a, b) : separate(a, b);
    if (!Number.isFinite(value) || !Number.isFinite(se)) {
      return unknown(`values of "${column.name}" are too large to square`);
    }
    const still = value === 0 ? 0 : -Math.sign(value) * Infinity;
    const t = se > 0 ? -value / se : still;
    const half = se > 0 ? tTwoSidedQuantile(0.05, df) * se : 0;
    return {
      value,
      interval: [value - half, value + half],
      pValue: t === 0 ? 1 : Number.isFinite(t) ? tTwoSided(t, df) : 0,
      effect: value === 0 ? 0 : Math.abs(value) / a.deviation,
      n: { reference: a.n, current: b.n },
      details: {
        t,
        df,
        reference: a.mean,
        current: b.mean,
        explanation: `Mean of "${column.name}" went from ${
          Number(a.mean.toPrecision(4))
        } to ${Number(b.mean.toPrecision(4))}`,
      },
    };
  },
});

function separate(a: Spread, b: Spread) {
  const x = a.variance / a.n, y = b.variance / b.n;
  return {
    se: Math.sqrt(x + y),
    df: (x + y) ** 2 / (x * x / (a.n - 1) + y * y / (b.n - 1)),
  };
}

function student(a: Spread, b: Spread) {
  const df = a.n + b.n - 2;
  const variance = (a.variance * (a.n - 1) + b.variance * (b.n - 1)) / df;
  return { se: Math.sqrt(variance * (1 / a.n + 1 / b.n)), df };
}
