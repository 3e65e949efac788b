import { sql } from "../../table/mod.ts";
import { meanLoss } from "./mean_loss.ts";

/**
 * Mean absolute error of a prediction: the size of a usual miss, all misses counting alike.
 *
 * Formula: mean(|label - prediction|). Interval: Student's t over rows. Shape: prediction and label -> one number;
 * `details.baseline` is that of always saying the mean label, `effect` what is saved. Unit: the label's. Edge
 * cases: rows where either is missing, NaN or infinite are left out; unknown without rows. Source: equals
 * sklearn.metrics.mean_absolute_error.
 */
export const mae = meanLoss({
  id: "metrics/mae",
  unit: "label unit",
  defaults: {},
  loss: (said) => sql`abs(y - ${said})`,
});
