import { measure, type Positive, positive, unknown } from "../../check/mod.ts";
import { meanInterval } from "../../math/mod.ts";
import { finite, sql } from "../../table/mod.ts";

/**
 * How far the scores of a margin classifier fall short of a margin of 1 on the right side of 0.
 *
 * Formula: mean(max(0, 1 - t s)), t = 1 for a positive and -1 for a negative row. Interval: Student's t over rows. Shape: score and
 * label -> one number; `details.baseline` is that of a score of 0, always 1. Unit: score, 0 and up. Edge cases: rows without score
 * or label are left out; unknown without rows. Source: Crammer and Singer 2001; equals sklearn.metrics.hinge_loss.
 */
export const hinge = measure({
  id: "metrics/hinge",
  unit: "score",
  better: "lower",
  needs: ["score", "label"],
  kinds: { score: ["number"] },
  defaults: { positive: null } as Positive,
  query({ score, label }, options) {
    const y = positive(label, options), s = finite(score);
    const loss =
      sql`(case when ${y} is not null and ${s} is not null then greatest(0e0, 1 - (2 * ${y} - 1) * ${s}) end)`;
    return {
      n: sql`cast(count(${loss}) as double)`,
      total: sql`sum(${loss})`,
      squares: sql`sum(${loss} * ${loss})`,
    };
  },
  read({ n, total, squares }) {
    if (!(n > 0)) return unknown("no row has both a score and a 0/1 label");
    const interval = meanInterval(n, total, squares, [0, Infinity]);
    return {
      value: total / n,
      ...(interval ? { interval } : {}),
      effect: 1 - total / n,
      n: { current: n },
      details: { baseline: { rule: "always a score of 0", value: 1 } },
    };
  },
});
