import { meanInterval } from "../../math/mod.ts";
import { measure, type Positive, positive, unknown } from "../../check/mod.ts";
import { finite, sql } from "../../table/mod.ts";

/**
 * How surprised the scores are by the labels: the mean of -ln of the probability given to the label that came.
 *
 * Formula: -mean(y ln s + (1 - y) ln(1 - s)), s kept 2.2e-16 away from 0 and 1. Interval: Student's t over rows. Shape:
 * score and label -> one number; `details.baseline` is the loss of always saying the share of positives, `effect` what is
 * saved against it. Unit: nats a row, 0 and up. Edge cases: rows without score or label are left out; unknown without rows
 * and when a score is outside 0..1. Source: Good 1952; equals sklearn.metrics.log_loss.
 */
export const logLoss = measure({
  id: "metrics/log_loss",
  unit: "nats",
  better: "lower",
  needs: ["score", "label"],
  kinds: { score: ["number"] },
  defaults: { positive: null } as Positive,
  query({ score, label }, options) {
    const s = finite(score), y = positive(label, options);
    const clipped = sql`least(greatest(${s}, ${EPSILON}), ${1 - EPSILON})`;
    const loss =
      sql`(case when ${y} = 1 then -ln(${clipped}) else -ln(1 - ${clipped}) end)`;
    const both = sql`${s} is not null and ${y} is not null`;
    return {
      n: sql`cast(sum(case when ${both} then 1 else 0 end) as double)`,
      positives: sql`sum(case when ${both} then ${y} end)`,
      total: sql`sum(case when ${both} then ${loss} end)`,
      squares: sql`sum(case when ${both} then ${loss} * ${loss} end)`,
      outside:
        sql`cast(sum(case when ${s} < 0 or ${s} > 1 then 1 else 0 end) as double)`,
    };
  },
  read({ n, positives, total, squares, outside }) {
    if (!(n > 0)) return unknown("no row has both a score and a 0/1 label");
    if (outside > 0) {
      return unknown(
        `${outside} scores are outside 0 to 1, probabilities are needed`,
      );
    }
    const value = total / n, share = positives / n;
    const base = -xlogx(share) - xlogx(1 - share);
    const interval = meanInterval(n, total, squares, [0, Infinity]);
    return {
      value,
      ...(interval ? { interval } : {}),
      effect: base - value,
      n: { current: n },
      details: {
        positives,
        baseline: { rule: "always the share of positives", value: base },
      },
    };
  },
});

const EPSILON = 2.220446049250313e-16;

function xlogx(x: number): number {
  return x > 0 ? x * Math.log(x) : 0;
}
