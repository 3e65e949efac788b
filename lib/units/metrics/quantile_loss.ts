import { sql } from "../../table/mod.ts";
import { meanLoss } from "./mean_loss.ts";

/**
 * How well a prediction stands at a quantile of the label: misses below cost `quantile`, misses above the rest (pinball loss).
 *
 * Formula: mean(max(q (y - p), (1 - q) (p - y))). Interval: Student's t over rows. Shape: prediction and label -> one number;
 * `details.baseline` is that of always saying the mean label, `effect` what is saved. Unit: the label's. Edge
 * cases: rows where either is missing, NaN or infinite are left out; unknown without rows. Source: equals
 * sklearn.metrics.mean_pinball_loss. Koenker and Bassett 1978.
 */
export const quantileLoss = meanLoss({
  id: "metrics/quantile_loss",
  unit: "label unit",
  /** `quantile`: the one that the prediction stands for, defaults to 0.5. */
  defaults: { quantile: 0.5 },
  validate({ quantile }) {
    if (!(quantile > 0 && quantile < 1)) {
      throw new RangeError(
        `Cannot use "quantile" of "metrics/quantile_loss": it is ${quantile}, a share between 0 and 1 is needed`,
      );
    }
  },
  loss: (said, { quantile }) =>
    sql`(case when y >= ${said} then ${quantile} * (y - ${said}) else ${
      1 - quantile
    } * (${said} - y) end)`,
});
